"""The OpenAPI document of the API, as plain data."""

from .answers import LARGEST_PAGE, PAGE_SIZE

CODE12 = {"type": "string", "pattern": "^[0-9]{12}$"}
QUARTER = {"type": "string", "pattern": "^[0-9]{4}Q[1-4]$"}
NAME = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$", "maxLength": 40}
NUMBER = {"type": ["string", "null"], "description": "十进制数的文本，没有数时为 null"}
LEVELS = ["province", "city", "county", "township", "village"]


def query(name: str, schema: dict, words: str, *, required: bool = False) -> dict:
    return {"name": name, "in": "query", "required": required, "schema": schema, "description": words}


PAGING = [
    query("page", {"type": "integer", "minimum": 1, "maximum": 1_000_000, "default": 1}, "第几页"),
    query(
        "page_size",
        {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE},
        "每页条数",
    ),
]


def record(required: dict, **optional) -> dict:
    return {
        "type": "object",
        "properties": required | optional,
        "required": list(required),
        "additionalProperties": False,
    }


def pages_of(name: str) -> dict:
    return record(
        {
            "count": {"type": "integer"},
            "page": {"type": "integer"},
            "pages": {"type": "integer"},
            "results": {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}},
        }
    )


def operation(name: str, summary: str, parameters: list[dict]) -> dict:
    answers = {
        "200": {
            "description": "一页结果",
            "headers": {"ETag": {"schema": {"type": "string"}}},
            "content": {"application/json": {"schema": pages_of(name)}},
        },
        "304": {"description": "与 If-None-Match 相同，没有变化"},
    }
    for status, words in {"400": "参数有误", "401": "没有有效密钥", "404": "没有，或不在范围内"}.items():
        answers[status] = {
            "description": words,
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
        }
    return {
        "get": {"operationId": f"list{name}s", "summary": summary, "parameters": parameters, "responses": answers}
    }


def document(title: str) -> dict:
    """The whole document; the address of the site is left to the reader."""
    text, whole = {"type": "string"}, {"type": "integer"}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{title} 只读接口",
            "version": "1.0.0",
            "description": "数值与页面相同；范围与密钥所属账号相同。",
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}],
        "paths": {
            "/areas/": operation(
                "Area",
                "管辖范围内的单位，按法定顺序",
                [
                    query("parent", CODE12, "上级区划代码"),
                    query("level", {"type": "string", "enum": LEVELS}, "层级"),
                    *PAGING,
                ],
            ),
            "/periods/": operation("Period", "报告期，最近的在前", PAGING),
            "/indicators/": operation(
                "Indicator",
                "指标的各个版本",
                [
                    query("programme", NAME, "工程代码"),
                    query("on", {"type": "string", "format": "date"}, "某日有效的版本"),
                    *PAGING,
                ],
            ),
            "/figures/": operation(
                "Figure",
                "一个单位（或其下级）在一个报告期的指标值",
                [
                    query("area", CODE12, "区划代码", required=True),
                    query("period", QUARTER, "报告期，缺省为最近一个完整的"),
                    query(
                        "basis",
                        {"type": "string", "enum": ["approved", "reported"], "default": "approved"},
                        "口径",
                    ),
                    query("indicator", NAME, "指标代码，缺省为全部"),
                    query(
                        "children", {"type": "string", "enum": ["true", "false"], "default": "false"}, "列出各下级"
                    ),
                    *PAGING,
                ],
            ),
        },
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Error": record(
                    {"error": record({"code": text, "message": text}, parameter=text)},
                ),
                "Area": record(
                    {
                        "code": CODE12,
                        "name": text,
                        "level": {"enum": LEVELS},
                        "parent": {"type": ["string", "null"]},
                    }
                ),
                "Period": record(
                    {
                        "code": QUARTER,
                        "name": text,
                        "due_on": {"type": "string", "format": "date"},
                        "complete": {"type": "boolean"},
                    }
                ),
                "Indicator": record(
                    {
                        "code": NAME,
                        "name": text,
                        "programme": NAME,
                        "definition": text,
                        "numerator": text,
                        "denominator": text,
                        "unit": text,
                        "direction": {"enum": ["higher", "lower", "context"]},
                        "level": {"enum": LEVELS},
                        "effective_from": {"type": "string", "format": "date"},
                        "effective_until": {"type": ["string", "null"], "format": "date"},
                    }
                ),
                "Figure": record(
                    {
                        "area": CODE12,
                        "indicator": NAME,
                        "period": QUARTER,
                        "basis": {"enum": ["approved", "reported"]},
                        "numerator": NUMBER,
                        "denominator": NUMBER,
                        "value": NUMBER,
                        "unit": text,
                        "coverage": record({"reported": whole, "due": whole}),
                        "status": {"enum": ["published", "open"]},
                        "standing": {"enum": ["good", "near", "bad", "none"]},
                    }
                ),
            },
        },
    }
