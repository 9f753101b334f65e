"""Small faults that can be planted in a file: one changed comparison, one dropped statement, one flipped switch."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Change = Callable[[Any], ast.AST]

_OTHER: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_SUMS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
}  # fmt: skip


@dataclass(frozen=True, order=True, slots=True)
class Mutant:
    """One fault: in `path`, at `line` (1-based), `change` says which. `node` and `variant` find it again."""

    path: str
    node: int
    variant: int
    line: int
    change: str

    def source(self, root: Path) -> str:
        """The file's text with the fault in it."""
        tree = ast.parse((root / self.path).read_text("utf-8"))
        target = _nodes(tree)[self.node]
        _, change = _changes(target)[self.variant]
        return ast.unparse(ast.fix_missing_locations(_Replaced(target, change).visit(tree)))

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.change}"


def mutants_of(root: Path, path: str) -> Iterator[Mutant]:
    """Every fault that can be planted in the file."""
    tree = ast.parse((root / path).read_text("utf-8"))
    for number, node in enumerate(_nodes(tree)):
        for variant, (change, _) in enumerate(_changes(node)):
            yield Mutant(path, number, variant, getattr(node, "lineno", 0), change)


class _Replaced(ast.NodeTransformer):
    def __init__(self, target: ast.AST, change: Change) -> None:
        self._target, self._change = target, change

    def visit(self, node: ast.AST) -> ast.AST:
        return self._change(node) if node is self._target else self.generic_visit(node)


def _nodes(tree: ast.AST) -> list[ast.AST]:
    """What runs, in a fixed order: annotations and docstrings do not."""
    found = [tree]
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "decorator_list", "type_comment"):
            continue
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, ast.AST):
                found += _nodes(item)
    return found


def _changes(node: ast.AST) -> list[tuple[str, Change]]:
    match node:
        case ast.Compare(ops=[op]) if type(op) in _OTHER:
            other = _OTHER[type(op)]
            return [(f"{type(op).__name__} → {other.__name__}", lambda n: _with(n, ops=[other()]))]
        case ast.BoolOp(op=ast.And()):
            return [("and → or", lambda n: _with(n, op=ast.Or()))]
        case ast.BoolOp(op=ast.Or()):
            return [("or → and", lambda n: _with(n, op=ast.And()))]
        case ast.UnaryOp(op=ast.Not()):
            return [("not dropped", lambda n: n.operand)]
        case ast.If(test=test) | ast.IfExp(test=test) if isinstance(test, ast.Name | ast.Attribute | ast.Call):
            return [("condition turned round", lambda n: _with(n, test=ast.UnaryOp(ast.Not(), n.test)))]
        case ast.BinOp(op=sign) if type(sign) in _SUMS:
            to = _SUMS[type(sign)]
            return [(f"{type(sign).__name__} → {to.__name__}", lambda n: _with(n, op=to()))]
        case ast.Constant(value=bool(value)):
            return [(f"{value} → {not value}", lambda n: ast.Constant(not value))]
        case ast.Constant(value=int(value)):
            return [(f"{value} → {value + 1}", lambda n: ast.Constant(value + 1))]
        case ast.Raise():
            return [("refusal dropped", lambda n: ast.Pass())]
        case ast.Expr(value=ast.Call()):
            return [("call dropped", lambda n: ast.Pass())]
        case ast.AugAssign() | ast.Assign(targets=[ast.Attribute()]):
            return [("assignment dropped", lambda n: ast.Pass())]
    return []


def _with(node: Any, **fields: object) -> Any:
    for name, value in fields.items():
        setattr(node, name, value)
    return node
