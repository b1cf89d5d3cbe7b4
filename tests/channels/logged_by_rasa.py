"""A process that makes Rasa log what people say, in every way the notes on security name; run by test_logs_of_rasa.py."""

import asyncio
import logging
import sys
import threading
import warnings

from bot.logs import mark_conversation, set_up_logs
from bot.settings import Settings

CANARY = "kanarievogel"
SENDER = "afzender-van-kanarievogel"


def main(folder: str) -> None:
    """Log in every way."""
    set_up_logs(Settings(var_dir=folder, log_level="INFO"), "rasa")
    mark_conversation(SENDER)
    import rasa.shared.utils.io
    import structlog
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import UserMessage
    from rasa.shared.core.domain import Domain
    from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
    from rasa.shared.nlu.training_data.message import Message

    YAMLStoryReader.unpack_regex_message(Message.build(f"/{CANARY} ik wil dood"), Domain.empty())
    rasa.shared.utils.io.raise_warning(f"Failed to parse arguments in line '/{CANARY}'")
    warnings.warn(CANARY, UserWarning, stacklevel=1)
    structlog.get_logger("rasa").error(CANARY, text=CANARY)
    structlog.get_logger("rasa").error("rasa.known_event", text=CANARY, slot_values={"naam": CANARY})
    for name in ("rasa", "rasa.core.processor", "sanic.error", "rasa_sdk.endpoint", "asyncio"):
        logging.getLogger(name).error("%s", CANARY)
        try:
            fail(CANARY)
        except ValueError as error:
            logging.getLogger(name).exception(CANARY)
            structlog.get_logger(name).exception("rasa.failed", text=CANARY)
            logging.getLogger("bot.canary").error("Something failed", exc_info=error)
    thread = threading.Thread(target=fail, args=(CANARY,))
    thread.start()
    thread.join()
    logging.getLogger("bot.canary").error("%d", CANARY)  # a line that cannot be written
    asyncio.run(unloaded(Agent(), UserMessage(CANARY, sender_id=SENDER)))
    del Unraisable(CANARY).text


async def unloaded(agent, message) -> None:
    """A message to an agent without a model, and a task whose error nobody takes."""
    await agent.handle_message(message)
    asyncio.get_running_loop().call_exception_handler({"message": CANARY, "exception": ValueError(CANARY)})


class Unraisable:
    """Fails when it is thrown away."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __del__(self) -> None:
        raise ValueError(CANARY)


def fail(text: str) -> None:
    """Raise an error that holds the text and has it in its frame too."""
    local = text * 2
    raise ValueError(local)


if __name__ == "__main__":
    main(sys.argv[1])
