"""The table of faces is complete and consistent."""

from gongwen.printing.faces import FACES, FONT_FILES, LAST_RESORT, OTHER_FAMILIES


def test_every_face_of_the_standard_has_a_stand_in_that_the_set_up_fetches():
    fetched = {file.family for file in FONT_FILES}
    assert {face.name for face in FACES} >= {"仿宋", "楷体", "黑体", "宋体", "小标宋"}
    assert {name for face in FACES for name in face.stand_ins} <= fetched
    assert set(LAST_RESORT) <= fetched


def test_no_family_is_mapped_twice():
    asked = [name for face in FACES for name in face.families] + [name for names, _ in OTHER_FAMILIES for name in names]
    assert len(asked) == len(set(asked))


def test_every_font_file_is_pinned_and_free():
    for file in FONT_FILES:
        assert len(bytes.fromhex(file.sha256)) == 32
        assert file.source.split(":")[0] in {"apt", "npm"}
        assert file.licence.startswith(("OFL", "GPL"))
        assert file.converted == (file.member.endswith(".otf"))


def test_faces_whose_first_stand_in_lacks_rare_characters_have_a_second_one():
    chains = {face.name: face.stand_ins for face in FACES}
    assert chains["仿宋"][:2] == ("FandolFang R", "LXGW WenKai Light")
    assert chains["楷体"][:2] == ("FandolKai", "LXGW WenKai")
