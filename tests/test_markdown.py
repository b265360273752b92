"""The manuals' few signs of Markdown become HTML, and nothing in a file becomes HTML by itself."""

from branches.markdown import render


def test_headings_give_title_contents_and_anchors():
    page = render("# 手册\n\n## 登录\n\n### 第一次\n\n## 退出")
    assert page.title == "手册"
    assert page.contents == [("s1", "登录"), ("s2", "退出")]
    assert page.html.split("\n")[1:] == ['<h2 id="s1">登录</h2>', "<h3>第一次</h3>", '<h2 id="s2">退出</h2>']


def test_lists_go_on_after_a_picture():
    page = render("1. 一\n2. 二\n\n![图](images/a.png)\n\n3. 三\n\n- 甲\n- 乙")
    assert '<ol start="1"><li>一</li><li>二</li></ol>' in page.html
    assert '<ol start="3"><li>三</li></ol>' in page.html
    assert "<ul><li>甲</li><li>乙</li></ul>" in page.html


def test_a_picture_has_its_words_and_the_given_address():
    html = render("![登录页](images/a.png)", lambda to: "/help/" + to).html
    assert '<img src="/help/images/a.png" alt="登录页" loading="lazy">' in html
    assert "<figcaption>登录页</figcaption>" in html


def test_marks_within_a_line():
    html = render("点**提交 审核**，运行 `manage.py`，见[手册](clerk.md)。", lambda to: "/" + to).html
    expected = '点<strong>提交 审核</strong>，运行 <code>manage.py</code>，见<a href="/clerk.md">手册</a>。'
    assert html == f"<p>{expected}</p>"


def test_strong_words_may_be_quoted_between_chinese_characters():
    assert render("点**“提交审核”**后").html == "<p>点<strong>“提交审核”</strong>后</p>"


def test_a_table_and_a_note():
    assert render("|甲|乙|\n|---|---|\n|1|**2**|").html == (
        '<table><thead><tr><th scope="col">甲</th><th scope="col">乙</th></tr></thead>'
        "<tbody><tr><td>1</td><td><strong>2</strong></td></tr></tbody></table>"
    )
    assert render("> 一\n> 二").html == '<p class="note">一<br>二</p>'


def test_html_of_a_file_stays_text_everywhere():
    bad = '<script>"&'
    text = f'## {bad}\n\n{bad}\n\n- {bad}\n\n1. **{bad}**\n\n> `{bad}`\n\n|{bad}|\n\n![{bad}](a"b)\n\n[{bad}](x"y)'
    page = render(text)
    assert "<script" not in page.html
    assert page.html.count("&lt;script&gt;&quot;&amp;") == 9  # the picture's words stand twice
    assert 'a"b' not in page.html
    assert 'x"y' not in page.html


def test_an_empty_file_is_an_empty_page():
    assert (render("").title, render("").html) == ("", "")
