from http import HTTPStatus

import pytest

from bot.channels.bodies import JSON_DEPTH, MESSAGE_BYTES, BodyError, read_object


def nested(depth: int, opening: str = '{"a":', closing: str = "}") -> bytes:
    return (opening * depth + "1" + closing * depth).encode()


def status_of(body: bytes, **limits: int) -> HTTPStatus:
    with pytest.raises(BodyError) as refused:
        read_object(body, **limits)
    return refused.value.status


def test_an_object_is_read():
    assert read_object(b'{"message": "hoi", "metadata": {"doelgroep": "ouder"}}') == {"message": "hoi", "metadata": {"doelgroep": "ouder"}}


def test_the_largest_message_is_read_and_a_byte_more_is_refused():
    frame = len(b'{"a": ""}')
    assert read_object(b'{"a": "' + b"x" * (MESSAGE_BYTES - frame) + b'"}')
    assert status_of(b'{"a": "' + b"x" * (MESSAGE_BYTES - frame + 1) + b'"}') == 413


def test_the_deepest_object_is_read_and_one_deeper_is_refused():
    assert read_object(nested(JSON_DEPTH))
    assert status_of(nested(JSON_DEPTH + 1)) == 400


@pytest.mark.parametrize("inner", [b"[]", b"{}", b"[[]]", b"[1, [2, [3]]]"])
def test_lists_and_empty_ones_count_as_depth_too(inner):
    depth = max(sum(inner[:end].count(mark) for mark in b"[{") - sum(inner[:end].count(mark) for mark in b"]}") for end in range(len(inner) + 1))
    body = b'{"a": ' + inner + b"}"
    assert read_object(body, most_depth=depth + 1)
    assert status_of(body, most_depth=depth) == 400


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"hoi"', b"\xff\xfe", b"[" * 15_000, b'{"a":' * 3_000, b"NaN", b"1" * 15_000])
def test_what_is_no_object_is_refused(body):
    assert status_of(body) == 400


def test_an_error_says_nothing_of_the_body():
    with pytest.raises(BodyError) as refused:
        read_object(b'{"geheim": ')
    assert "geheim" not in repr(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__
