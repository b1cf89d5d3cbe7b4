"""``kringwijzer bench``: measures the variants in turn, and writes the table and the pictures of ``docs/snelheid.md``."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from bot.bench.measure import USERS, Round, measured
from bot.bench.stock_model import DEFAULT_EPOCHS, FEW, MORE, stock_model
from bot.bench.variants import Running, ours, stock
from bot.settings import APART, ROOT, Settings
from bot.training import train_if_needed

ROUNDS = 3
DOCS = ROOT / "docs"
KEPT = "<!-- vanaf hier met de hand -->"
Start = Callable[[Path, Path], AbstractContextManager[Running]]


def bench(settings: Settings, rounds: int = ROUNDS, with_standard: bool = True) -> int:
    """Measure everything and write the report; without the standard in minutes instead of an hour. Returns the exit code."""
    settings.var_path.mkdir(parents=True, exist_ok=True)
    model = train_if_needed()
    variants: dict[str, tuple[Start, Path]] = {"voorheen": (stock, model), "apart": (partial(ours, actions=APART), model), "nu": (ours, model)}
    training = ["De standaard is hier niet gemeten (`--zonder-standaard`)."]
    if with_standard:
        standard, seconds = stock_model(settings.var_path / "bench")
        variants = {"standaard": (stock, standard), **variants}
        training = list(_training(seconds))
    found: dict[str, list[Round]] = {name: [] for name in variants}
    for number in range(rounds):
        for name, (start, file) in variants.items():
            print(f"[bench] round {number + 1} of {rounds}: {name}", flush=True)
            with tempfile.TemporaryDirectory() as folder, start(file, Path(folder)) as running:
                found[name].append(measured(running, number, Path(folder)))
    profiles = {mode: _profile(mode) for mode in ("stock", "ours")}
    lines = [*_head(rounds, with_standard), *_table(found), "", *training, "", *_parts()]
    draw(found, profiles, DOCS / "metingen")
    _write(DOCS / "snelheid.md", lines)
    print("\n".join(lines))
    return 0


def _head(rounds: int, with_standard: bool) -> Iterator[str]:
    load = os.getloadavg()[0]
    yield "# Hoe snel het is"
    yield ""
    command = f"bench --rondes {rounds}" + ("" if with_standard else " --zonder-standaard")
    yield f"Gemaakt met `{command}` op {date.today():%d-%m-%Y}: de varianten om en om, per getal de mediaan van de rondes."
    yield (
        f"Machine: {psutil.cpu_count()} kernen ({platform.machine()}), {psutil.virtual_memory().total / 1e9:.0f} GB, "
        f"Python {platform.python_version()}; gemiddeld {load:.1f} processen bezig bij het einde van de meting. "
        "Zijn dat er meer dan kernen, dan telt vooral de CPU-tijd."
    )
    yield ""
    yield "- **standaard**: de pijplijn en het beleid van `rasa init` op dezelfde gegevens, met Rasa's eigen opslag en een aparte actieserver."
    yield "- **voorheen**: onze pijplijn op diezelfde machinerie."
    yield "- **apart**: het onze, met de acties in een eigen server (`KRINGWIJZER_ACTIONS=apart`)."
    yield "- **nu**: wat `make run` start."
    yield ""


def _table(found: Mapping[str, Sequence[Round]]) -> Iterator[str]:
    names = list(found)
    others = [name for name in names if name != "nu"]
    yield "| wat | " + " | ".join(names) + " | " + " | ".join(f"{name} / nu" for name in others) + " |"
    yield "|---|" + "---|" * (len(names) + len(others))
    for label, value in _figures():
        row = {name: median(value(one) for one in rounds) for name, rounds in found.items()}
        ratios = [row[name] / row["nu"] if row["nu"] else float("nan") for name in others]
        yield f"| {label} | " + " | ".join(f"{row[name]:.1f}" for name in names) + " | " + " | ".join(f"{ratio:.1f}" for ratio in ratios) + " |"
    yield ""
    for name, rounds in found.items():
        growth = median(one.cpu_200 / one.cpu_10 for one in rounds)
        yield f"- Beurt 200 kost bij **{name}** {growth:.2f} keer beurt 10 (CPU-tijd; dezelfde vragen vroeg en laat)."


def _figures() -> Iterator[tuple[str, Callable[[Round], float]]]:
    yield "start tot eerste antwoord (s)", lambda one: one.first_answer
    yield "geheugen na de meting (MB)", lambda one: one.megabytes
    for users in USERS:
        people = f"{users} gebruiker{'s' if users > 1 else ''}"
        yield f"beurt bij {people}: mediaan (ms)", _of_load(users, "p50")
        yield f"beurt bij {people}: 95 % onder (ms)", _of_load(users, "p95")
        yield f"beurt bij {people}: 99 % onder (ms)", _of_load(users, "p99")
        yield f"beurten per seconde bij {people}", _of_load(users, "turns_per_second")
        yield f"CPU-tijd per beurt bij {people} (ms)", _of_load(users, "cpu")
    yield "beurt 10 van een gesprek (ms)", lambda one: one.turn_10
    yield "beurt 200 van een gesprek (ms)", lambda one: one.turn_200
    yield "CPU-tijd van beurt 10 (ms)", lambda one: one.cpu_10
    yield "CPU-tijd van beurt 200 (ms)", lambda one: one.cpu_200
    yield "beurt in het gesprek over de netwerkkaart (ms)", lambda one: one.interview


def _of_load(users: int, name: str) -> Callable[[Round], float]:
    return lambda one: getattr(one.loads[users], name)


def _training(seconds: Mapping[str, float]) -> Iterator[str]:
    epoch = (seconds[str(MORE)] - seconds[str(FEW)]) / (MORE - FEW)
    whole = seconds[str(FEW)] + (DEFAULT_EPOCHS - FEW) * epoch
    yield "## Trainen"
    yield ""
    yield (
        f"Standaard: {seconds[str(FEW)]:.0f} s met {FEW} ronde en {seconds[str(MORE)]:.0f} s met {MORE}. Een ronde van alle onderdelen "
        f"samen kost dus {epoch:.0f} s, en de gewone {DEFAULT_EPOCHS} rondes naar rekening {whole / 60:.0f} minuten. "
        f"De beurten hierboven zijn met {MORE} rondes gemeten; "
        "dat verandert de duur van een beurt niet, wel hoe goed hij is."
    )


def _parts() -> Iterator[str]:
    from bot.bench.parts import part_lines

    return part_lines()


def _profile(mode: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "profile.json"
        environment = os.environ | {"KRINGWIJZER_VAR_DIR": folder, "PYTHONPATH": str(ROOT)}
        subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "bot.bench.profile", mode, str(out)],
            cwd=ROOT,
            env=environment,
            check=True,
            stderr=subprocess.DEVNULL,
        )
        return json.loads(out.read_text(encoding="utf-8"))


def draw(found: Mapping[str, Sequence[Round]], profiles: Mapping[str, Mapping[str, float]], folder: Path) -> None:
    """Two pictures: the time of a turn by people at once, and where it goes before and after."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    folder.mkdir(parents=True, exist_ok=True)
    figure, axes = pyplot.subplots(figsize=(7, 4))
    for name, rounds in found.items():
        axes.plot(USERS, [median(one.loads[users].p50 for one in rounds) for users in USERS], marker="o", label=name)
    axes.set(xlabel="mensen tegelijk, zonder pauze", ylabel="mediaan van een beurt (ms)", yscale="log", xticks=USERS)
    axes.legend()
    _save(figure, folder / "snelheid.png")
    figure, axes = pyplot.subplots(figsize=(8, 3))
    _bars(axes, {"voorheen": profiles["stock"], "nu": profiles["ours"]})
    _save(figure, folder / "profiel.png")


def _bars(axes: Any, profiles: Mapping[str, Mapping[str, float]]) -> None:
    for stage in profiles["nu"]:
        starts = [sum(list(profile.values())[: list(profile).index(stage)]) for profile in profiles.values()]
        axes.barh(list(profiles), [profile[stage] for profile in profiles.values()], left=starts, label=stage)
    axes.set(xlabel="ms per beurt onder de profiler, die zelf veel kost: het gaat om de verhouding")
    axes.legend(ncol=4, loc="upper center", bbox_to_anchor=(0.5, -0.25), fontsize=8)


def _save(figure: Any, path: Path) -> None:
    figure.tight_layout()
    figure.savefig(path, dpi=110, metadata={"Software": None})


def _write(path: Path, lines: Sequence[str]) -> None:
    """What was written by hand below the mark stays."""
    former = path.read_text(encoding="utf-8") if path.exists() else ""
    by_hand = former[former.index(KEPT) :] if KEPT in former else ""
    path.write_text("\n".join(lines) + "\n" + (f"\n{by_hand}" if by_hand else ""), encoding="utf-8")
