"""案卷核验: compares a BagIt folder with its manifests and names what was changed, dropped, added or renamed.

Works on the folder alone, offline, for our bags and those of others (any usual checksum, any number of manifests).
A file is at fault when every manifest says so; a manifest that contradicts both files and other manifests is at fault
itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongwen.archiving import manifests
from gongwen.archiving.bag import TAG_LABEL
from gongwen.archiving.bag_folder import BagFolder
from gongwen.archiving.manifests import ALGORITHMS, NAME, Manifest
from gongwen.errors import BadInput


@dataclass(frozen=True)
class Fault:
    """One thing wrong: the path in the bag, what happened (改动, 缺失, 多出, 改名, 格式), one Chinese sentence.

    `now` is the present path of a renamed file.
    """

    path: str
    what: str
    message: str
    now: str = ""

    def __str__(self) -> str:
        return self.message


def verify(folder: Path) -> list[Fault]:
    """Every fault of the bag, empty when it is whole and unchanged; BadInput when the folder is no bag at all."""
    if not folder.is_dir():
        raise BadInput(f"没有文件夹「{folder}」，请核对案卷的位置。")
    bag = BagFolder(folder)
    if "bagit.txt" not in bag.files and not any(NAME.fullmatch(path) for path in bag.files):
        raise BadInput(f"文件夹「{folder.name}」不是案卷（没有 bagit.txt 和校验清单），请指向案卷包的最上一级文件夹。")
    odd = [Fault(path, "格式", f"「{path}」{why}，案卷中只应有普通文件。") for path, why in sorted(bag.odd.items())]
    tags = [*_tag_faults(bag)]
    flagged = {fault.path for fault in tags}
    found = [*odd, *tags, *_declaration(bag), *_payload_faults(bag, flagged)]
    return _renames(bag, _first_of_each(found))


def info(folder: Path) -> dict[str, str]:
    """bag-info.txt: label → value; empty where it is missing or cannot be read."""
    bag = BagFolder(folder)
    return bag.info() if "bag-info.txt" in bag.files else {}


def _tag_faults(bag: BagFolder) -> Iterator[Fault]:
    """The tag files against their manifests, if the bag has any."""
    lists = bag.manifests(of_tags=True)
    faults = _compare(bag, lists, bag.tags()) if lists else []
    yield from faults
    for name in bag.unknown_manifests():
        yield Fault(name, "格式", f"「{name}」的校验算法不认识，可用：{'、'.join(ALGORITHMS)}。")
    if not any(fault.path == "bag-info.txt" for fault in faults):
        yield from _own_lists(bag, lists)


def _own_lists(bag: BagFolder, lists: Sequence[Manifest]) -> Iterator[Fault]:
    """A bag of ours says which manifests its tag files have; they are written one way only, so any other byte shows."""
    for algorithm in bag.info().get(TAG_LABEL, "").split():
        name = f"tagmanifest-{algorithm}.txt"
        found = next((manifest for manifest in lists if manifest.name == name), None)
        if found is None:
            yield Fault(name, "缺失", f"「{name}」不见了（bag-info.txt 中写明应有）。")
        elif bag.read(name) != "".join(
            f"{found.digests[path]}  {manifests.encoded(path)}\n" for path in sorted(found.digests)
        ).encode("utf-8"):
            yield Fault(name, "改动", f"「{name}」的内容被改动（已不是写入案卷时的样子）。")


def _declaration(bag: BagFolder) -> Iterator[Fault]:
    if "bagit.txt" not in bag.files:
        yield Fault("bagit.txt", "缺失", "「bagit.txt」不见了，案卷包的最上一级应当有这个文件。")
        return
    wanted = r"\s*BagIt-Version: ?\d+\.\d+\s+Tag-File-Character-Encoding: ?[\w.:-]+\s*"
    if not re.fullmatch(wanted, bag.text("bagit.txt")):
        yield Fault(
            "bagit.txt", "格式", "「bagit.txt」的内容不对，应当写明 BagIt-Version 和 Tag-File-Character-Encoding。"
        )


def _payload_faults(bag: BagFolder, flagged: Collection[str]) -> Iterator[Fault]:
    """The files under data/ against the manifests that can still be trusted."""
    lists = bag.manifests(of_tags=False)
    trusted = [manifest for manifest in lists if manifest.name not in flagged]
    if trusted:
        faults = _compare(bag, trusted, bag.payload())
        yield from faults or (_oxum(bag) if "bag-info.txt" not in flagged else ())
    elif lists:
        yield from _doubtful(bag, lists)
    elif not any(re.match("manifest-", path) for path in flagged):
        yield Fault("manifest-sha256.txt", "缺失", "案卷没有校验清单（manifest-*.txt），其中的文件无法核对。")


def _doubtful(bag: BagFolder, lists: Sequence[Manifest]) -> Iterator[Fault]:
    """A manifest that was itself changed accuses nobody; what it no longer agrees with is named in its own fault."""
    paths = [f"「{fault.path}」" for fault in _compare(bag, lists, bag.payload()) if fault.path.startswith("data/")]
    unclear = f"；与现清单不符、无法断定是否改动的有{'、'.join(paths)}" if paths else "；data 目录内的文件与现清单相符"
    for manifest in lists:
        yield Fault(manifest.name, "改动", f"「{manifest.name}」的内容被改动，不能再作为核对依据{unclear}。")


def _oxum(bag: BagFolder) -> Iterator[Fault]:
    """Payload-Oxum, when given, counts octets and files."""
    said = bag.info().get("Payload-Oxum", "")
    octets = sum(bag.files[path].stat().st_size for path in bag.payload())
    found = f"{octets}.{len(bag.payload())}"
    if said and said != found:
        message = f"「bag-info.txt」写明 data 目录共 {said}（字节数.文件数），实为 {found}。"
        yield Fault("bag-info.txt", "格式", message)


def _compare(bag: BagFolder, lists: Sequence[Manifest], paths: Collection[str]) -> list[Fault]:
    """What all manifests agree on is the files' fault, what only some say is those manifests' own."""
    verdicts = [_verdicts(bag, manifest, paths) for manifest in lists]
    agreed = {path for path in verdicts[0] if all(path in verdict for verdict in verdicts)}
    faults = [_fault(path, {verdict[path] for verdict in verdicts}, lists) for path in sorted(agreed)]
    for manifest, verdict in zip(lists, verdicts, strict=True):
        faults += _own_faults(manifest, sorted(verdict.keys() - agreed))
    return faults


def _verdicts(bag: BagFolder, manifest: Manifest, paths: Collection[str]) -> dict[str, str]:
    """What one manifest says is wrong: path → 改动, 缺失 or 多出."""
    found = {path: "多出" for path in paths if path not in manifest.digests}
    for path, wanted in manifest.digests.items():
        if path not in bag.files:
            found[path] = "缺失"
        elif bag.digest(path, manifest.algorithm) != wanted:
            found[path] = "改动"
    return found


def _fault(path: str, whats: set[str], lists: Sequence[Manifest]) -> Fault:
    names = "、".join(manifest.name for manifest in lists)
    what = next(word for word in ("缺失", "改动", "多出") if word in whats)
    said = {
        "改动": f"「{path}」的内容被改动（与校验清单 {names} 不符）。",
        "缺失": f"「{path}」不见了（校验清单 {names} 中列有）。",
        "多出": f"「{path}」是多出的（校验清单 {names} 中没有）。",
    }
    return Fault(path, what, said[what])


def _own_faults(manifest: Manifest, disputed: Sequence[str]) -> Iterator[Fault]:
    for line in manifest.bad_lines:
        yield Fault(manifest.name, "格式", f"校验清单「{manifest.name}」{line}。")
    if disputed:
        listed = "、".join(f"「{path}」" for path in disputed)
        message = f"校验清单「{manifest.name}」被改动：它与文件及其他清单不一致，涉及{listed}。"
        yield Fault(manifest.name, "改动", message)


def _first_of_each(faults: Iterable[Fault]) -> list[Fault]:
    """One fault per path: the first found is the nearest to the cause."""
    return list({fault.path: fault for fault in reversed(list(faults))}.values())[::-1]


def _renames(bag: BagFolder, faults: Sequence[Fault]) -> list[Fault]:
    """A file that is gone and one that came with the same content are one fault: a rename."""
    wanted = {
        path: (manifest.algorithm, digest)
        for of_tags in (True, False)
        for manifest in bag.manifests(of_tags=of_tags)
        for path, digest in manifest.digests.items()
    }
    came = sorted((bag.payload() | bag.tags()) - wanted.keys())
    moved: dict[str, str] = {}
    for fault in faults:
        if fault.what == "缺失" and fault.path in wanted:
            algorithm, digest = wanted[fault.path]
            now = next((path for path in came if bag.digest(path, algorithm) == digest), "")
            if now:
                moved[fault.path] = now
                came.remove(now)
    return [
        Fault(
            fault.path, "改名", f"「{fault.path}」被改名或移动为「{moved[fault.path]}」，内容未变。", moved[fault.path]
        )
        if fault.path in moved
        else fault
        for fault in faults
        if fault.path not in moved.values()
    ]
