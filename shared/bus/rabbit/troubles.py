"""What a broker refuses, in sentences that say what would help."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote

import aio_pika
from aio_pika.exceptions import AMQPConnectionError, ProbableAuthenticationError
from aiormq.exceptions import ChannelAccessRefused, ChannelClosed, ConnectionNotAllowed, InvalidFrameError
from yarl import URL

from shared.bus.link import Lost


@contextmanager
def in_sentences(url: str) -> Iterator[None]:
    """Inside, a refusal by the broker is raised as Lost, with a sentence that says what would help."""
    try:
        yield
    except (ConnectionNotAllowed, InvalidFrameError) as error:  # the library does not keep what it was told instead
        raise Lost(
            f"the virtual host “{_vhost(url)}” is missing, or “{URL(url).user}” may not enter it: make it, or name "
            "another in SHENTU_BUS_URL"
        ) from error
    except ProbableAuthenticationError as error:
        raise Lost(f"“{URL(url).user}” is not let in: look at user and password in SHENTU_BUS_URL") from error
    except ChannelAccessRefused as error:
        raise Lost(
            f"“{URL(url).user}” lacks a right ({reason_of(error)}): give it configure, write and read, or let somebody "
            "who has them make what is missing"
        ) from error
    except ChannelClosed as error:
        raise Lost(f"the broker refuses ({reason_of(error)})") from error
    except TimeoutError as error:
        raise Lost("no answer in time") from error
    except (AMQPConnectionError, OSError, RuntimeError) as error:  # of a connection that closes meanwhile, the last
        raise Lost(f"cannot be reached ({reason_of(error)})") from error


def reason_of(error: BaseException) -> str:
    """The broker's own words."""
    return " ".join(str(error.args[-1] if error.args else error).split()) or type(error).__name__


async def blocked(connection: aio_pika.Connection) -> bool:
    """Whether the broker has stopped reading from this connection, for want of memory or disk."""
    assert connection.transport is not None
    try:
        async with asyncio.timeout(0):
            await connection.transport.connection.ready()
    except TimeoutError:
        return True
    return False


def _vhost(url: str) -> str:
    return unquote(URL(url).raw_path.removeprefix("/")) or "/"
