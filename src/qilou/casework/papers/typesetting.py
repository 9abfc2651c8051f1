"""Words into PDF/A-2b by typst: a paper's by one template, a form's by another; the city's own fonts before Noto's."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn as noto
import segno
import typst
from django.conf import settings

from qilou.kernel.errors import Refused
from qilou.kernel.moment import CITY_TIME
from qilou.law import Language, say

HERE = Path(__file__).parent
# GB/T 9704 asks for FangSong, XiaoBiaoSong and Hei. Their faces are licensed; a city that owns them names their folder.
BODY = ("FangSong_GB2312", "仿宋_GB2312", "FZFangSong-Z02", "FZFangSong-Z02S", "FangSong", "STFangsong")
TITLE = ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "方正小标宋_GBK", "XiaoBiaoSong")
SANS = ("SimHei", "FZHei-B01S", "STHeiti", "Noto Sans SC", "Noto Sans CJK SC")
MOST_UPRIGHT = 9  # columns of a table on an upright sheet
EMPTY = {"zh": "（未填写）", "en": "(left blank)"}
SIGNED = {"zh": ("单位负责人（签字）", "公章", "日期"), "en": ("Head of the unit (signature)", "Seal", "Date")}
SERIF = ("Noto Serif SC", "Noto Serif CJK SC")


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that stands on a paper, in one language. `code` is blank on what is not verified publicly."""

    language: Language
    issuer: str
    number: str
    title: str
    to: tuple[str, ...]
    paragraphs: tuple[str, ...]
    on: date
    copies: tuple[str, ...] = ()
    address: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A titled part of a form: a table whose last row may be its `total`, or labelled paragraphs.

    `widths` say how the columns share the width; none without rows.
    """

    title: str
    heads: tuple[str, ...] = ()
    numbers: tuple[bool, ...] = ()
    widths: tuple[int, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    total: bool = False
    paragraphs: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class FormWords:
    """Everything that stands on a form, in one language; `on` is the day on which it was given."""

    language: Language
    title: str
    edition: str
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    on: date


@dataclass(frozen=True, slots=True)
class Faces:
    """The families found for a paper; `heavy` says that the title face has no weight of its own and is thickened."""

    body: tuple[str, ...]
    title: tuple[str, ...]
    sans: tuple[str, ...]
    heavy: bool


def typeset(words: Words) -> bytes:
    """The paper as PDF/A-2b; the same words give the same bytes. Raises Refused where fonts are missing."""
    compiler, faces = _compiler("paper.typ", settings.QILOU_FONTS)
    return _compiled(compiler, "paper", _laid_out(words, faces), words.on)


def typeset_form(words: FormWords) -> bytes:
    """The form as PDF/A-2b on A4, lying where a table is wide; raises Refused where fonts are missing."""
    compiler, faces = _compiler("form.typ", settings.QILOU_FONTS)
    wide = any(len(one.heads) > MOST_UPRIGHT for one in words.blocks)
    empty, signed = EMPTY[words.language], SIGNED[words.language]
    given = asdict(words) | {"faces": asdict(faces), "wide": wide, "empty": empty, "signed": signed}
    given["on"] = {"year": words.on.year, "month": words.on.month, "day": words.on.day}
    return _compiled(compiler, "form", given, words.on)


def _compiled(compiler: typst.Compiler, name: str, given: dict[str, object], on: date) -> bytes:
    stamp = datetime.combine(on, time(), tzinfo=CITY_TIME)
    made = compiler.compile(
        sys_inputs={name: json.dumps(given, ensure_ascii=False)},
        format="pdf",
        pdf_standards="a-2b",
        timestamp=int(stamp.timestamp()),
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gives one PDF")
    return made


@cache
def _compiler(template: str, own: str) -> tuple[typst.Compiler, Faces]:
    """The typesetter of a template, made once a process, since reading the fonts takes longer than a paper."""
    folders = [Path(own)] if own else []
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[*folders, noto.serif_path().parent],
    )
    return typst.Compiler(HERE / template, root=HERE, font_paths=fonts), faces_among(fonts.families())


def faces_among(families: Collection[str]) -> Faces:
    """The faces for body, title and small print among the families that are there."""

    def found(wished: Collection[str]) -> tuple[str, ...]:
        return tuple(one for one in wished if one in families)

    serif, title = found(SERIF), found(TITLE)
    body = (*found(BODY), *serif)
    if not body:
        raise Refused(
            "no_fonts",
            say(
                "没有排版公文所需的中文字体：请运行 make install，或者在 QILOU_FONTS 中指定字体文件夹。",
                "The Chinese fonts for papers are missing: run make install, or name a folder of fonts in QILOU_FONTS.",
            ),
        )
    return Faces(body=body, title=(*title, *serif, *body), sans=(*found(SANS), *body), heavy=not title)


def _laid_out(words: Words, faces: Faces) -> dict[str, object]:
    """The template's input: the words with what the standard puts around them."""
    chinese = words.language == "zh"
    on = _day(words.on, words.language)
    return {
        "language": words.language,
        "faces": asdict(faces),
        "issuer": words.issuer,
        "number": words.number,
        "title": words.title,
        "to": f"{'、'.join(words.to)}{'：' if chinese else ':'}" if words.to else "",
        "paragraphs": words.paragraphs,
        "on": on,
        "day": {"year": words.on.year, "month": words.on.month, "day": words.on.day},
        "copied": "抄送：" if chinese else "Copies: ",
        "copies": f"{'，'.join(words.copies)}{'。' if chinese else '.'}" if words.copies else "",
        "printed": f"{on}印发" if chinese else f"Issued {on}",
        "seal": "印章位置" if chinese else "place of the seal",
        "scan": "扫码核验本文书" if chinese else "Scan to verify",
        "verify": words.address,
        "qr": _qr(words.address) if words.address else None,
        "courtesy": None
        if chinese
        else "Courtesy copy in English, without legal force. The signed Chinese original alone is authentic.",
    }


def _qr(address: str) -> str:
    return segno.make(address, error="m", micro=False).svg_inline(border=0, scale=1, omitsize=True)


def _day(day: date, language: Language) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if language == "zh" else f"{day.day} {day:%B} {day.year}"
