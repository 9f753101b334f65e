"""A form with a field of every kind."""

from typing import Any

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "project": {
            "type": "object",
            "title": "项目",
            "x-title-en": "Project",
            "required": ["name"],
            "properties": {
                "name": {"type": "string", "title": "名称", "maxLength": 200},
                "area": {"type": "integer", "title": "面积", "x-unit": "㎡"},
                "cost": {"type": "number", "title": "投资"},
                "green": {"type": "boolean", "title": "绿色建筑"},
                "kinds": {"type": "array", "title": "类别", "items": {"enum": ["1", "2"], "x-labels": {"1": "甲"}}},
                "start": {"type": "string", "format": "date", "title": "开工"},
                "reason": {"type": "string", "title": "理由", "maxLength": 500},
            },
            "allOf": [
                {
                    "if": {"required": ["green"], "properties": {"green": {"const": False}}},
                    "then": {"required": ["reason"]},
                }
            ],
        },
        "buildings": {
            "type": "array",
            "title": "单体",
            "maxItems": 2,
            "items": {
                "type": "object",
                "required": ["name"],
                "properties": {"name": {"type": "string", "title": "名称"}, "floors": {"type": "integer"}},
            },
        },
    },
}
