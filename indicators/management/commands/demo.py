"""The demonstration city on one command: build it once, serve it every time."""

import socket

import waitress
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from django.db import connection

from branches.models import Area, Role
from indicators.demo import city
from indicators.demo.accounts import ACCOUNTS, PASSWORD
from indicators.demo.rows import PRETENDED_DAY

HOST = "127.0.0.1"
THREADS = 8


class Command(BaseCommand):
    help = "建成演示城市（漯河市，2012年，全部为虚构数据）并启动网站；已建成的直接启动，保留数据。"

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="网站端口，默认 8000")
        parser.add_argument("--no-serve", action="store_true", help="只建成，不启动网站")
        parser.add_argument("--reset", action="store_true", help="清空演示数据重新建，已填的数据会丢失")

    def handle(self, *, port: int, no_serve: bool, reset: bool, **options):
        door = None if no_serve else self.take_port(port)
        try:
            self.prepare(reset)
            if door is None:
                return
            self.say("汇集静态文件……")
            call_command("collectstatic", interactive=False, verbosity=0)
            self.serve(door, port)
        except city.NotDemo as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self.say("\n已中断，未完成的部分没有写入数据库。")
            raise SystemExit(130) from None
        finally:
            if door is not None:
                door.close()

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def prepare(self, reset: bool) -> None:
        """Migrate and build what is not there yet; a database with other data stays as it is."""
        if Area._meta.db_table in connection.introspection.table_names():
            city.refuse_other_data()
        self.say("准备数据库……")
        call_command("migrate", interactive=False, verbosity=0)
        if reset:
            self.say("清空原有演示数据……")
            city.take_down()
        if city.is_built():
            self.say("演示城市已经建好，保留现有数据。")
        else:
            city.build(self.say)

    def take_port(self, port: int) -> socket.socket:
        """The bound socket, taken first so that nobody waits for a build in vain."""
        door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, port))
        except (OSError, OverflowError) as error:
            door.close()
            raise CommandError(f"端口 {port} 不能用（{error}），请用 --port 换一个。") from error
        return door

    def serve(self, door: socket.socket, port: int) -> None:
        """Serve until Ctrl-C. The site pretends that it is the summer of 2012."""
        settings.TODAY = settings.TODAY or PRETENDED_DAY
        server = waitress.create_server(get_wsgi_application(), sockets=[door], threads=THREADS)
        self.say(f"\n网址  http://{HOST}:{port}/\n")
        self.say(f"{'账号':<10}{'密码':<16}{'角色':<6}用途")
        for account in ACCOUNTS:
            self.say(f"{account.username:<12}{PASSWORD:<18}{Role(account.role).label:<6}{account.does}")
        self.say("\n按 Ctrl-C 停止。")
        server.run()
        server.close()
        self.say("\n已停止。")
