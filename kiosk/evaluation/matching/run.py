"""The run: read, look, compare, conclude, write; whatever takes long is kept as soon as it is done."""

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event
from typing import Any

from kiosk.errors import EvaluationInterrupted, LibraryMissing
from kiosk.evaluation.matching.analysis import MOST_RESAMPLED, Analysis, analyse
from kiosk.evaluation.matching.gather import Workshop, gather_folder, gather_pairs, gather_scored
from kiosk.evaluation.matching.labelled import FAULTS
from kiosk.evaluation.matching.local_matcher import LocalMatcher
from kiosk.evaluation.matching.measured import Measured
from kiosk.evaluation.matching.read_faces import label_folder, label_pairs, read_folder, read_labels, read_pairs
from kiosk.evaluation.matching.request import DEFAULT_REGION, CalibrationRequest
from kiosk.evaluation.matching.result_json import left_out_csv, pairs_csv, result_json
from kiosk.evaluation.matching.result_page import result_page
from kiosk.evaluation.output import ResultCache
from kiosk.evaluation.progress import tell
from kiosk.evaluation.provenance import command_line, list_versions
from kiosk.evaluation.work import Patience
from kiosk.settings import Settings
from kiosk.system.owner_files import prepare_folder, write_result

PAGE, RESULT, PAIRS, LEFT_OUT = "report.html", "calibration.json", "similarities.csv", "left_out.csv"


@dataclass(frozen=True, slots=True)
class Calibration:
    """What came of it."""

    measured: Measured
    analysis: Analysis

    @property
    def faults(self) -> int:
        """How many pictures and lines were left out because something is wrong with them."""
        return sum(each.reason in FAULTS for each in self.measured.left_out)


def calibrate(request: CalibrationRequest, settings: Settings) -> Calibration:
    """Measure, write the results, and forget templates; raises EvaluationErrors, ModelMissing and ModelDamaged."""
    prepare_folder(request.output)
    cache = ResultCache(request.output)
    try:
        found = _calibrate(request, settings, cache)
    except KeyboardInterrupt:
        raise EvaluationInterrupted(
            f"what was done is kept in {cache.path}: the same command goes on. It holds {request.kept}: delete it if "
            "you do not"
        ) from None
    except BaseException:
        cache.close()
        raise
    if request.keep_cache:
        cache.close()
        tell(f"{cache.path} is kept, and holds {request.kept}: delete it when it is not needed any more")
    else:
        cache.forget()
    return found


def _calibrate(request: CalibrationRequest, settings: Settings, cache: ResultCache) -> Calibration:
    measured = _measure(request, settings, cache)
    write_result(request.output / LEFT_OUT, left_out_csv(measured.left_out))
    tell(f"working out rates, with {request.resamples:,} resamples of people")
    if measured.comparisons.people > MOST_RESAMPLED:
        measured = measured.with_note(f"There are more than {MOST_RESAMPLED:,} people: they were not resampled.")
    analysis = analyse(measured, request.thresholds, request.resamples, request.seed)
    provenance = _provenance(request)
    write_result(request.output / PAIRS, pairs_csv(measured))
    write_result(request.output / RESULT, result_json(measured, analysis, provenance))
    write_result(request.output / PAGE, result_page(measured, analysis, provenance))
    return Calibration(measured, analysis)


def _measure(request: CalibrationRequest, settings: Settings, cache: ResultCache) -> Measured:
    labels = None if request.labels is None else read_labels(request.labels)
    with ExitStack() as stack:
        if not request.faces.is_file():
            folder = read_folder(request.faces, request.output)
            labelled = folder if labels is None else label_folder(folder, labels)
            measured = gather_folder(labelled, _workshop(request, settings, cache, stack))
        else:
            pairs = read_pairs(request.faces)
            named = pairs if labels is None else label_pairs(pairs, labels)
            measured = (
                gather_scored(named, request)
                if pairs.is_scored
                else gather_pairs(named, _workshop(request, settings, cache, stack))
            )
    if labels is not None:
        measured = measured.with_input("labels", labels.sha256)
    return measured


def _workshop(request: CalibrationRequest, settings: Settings, cache: ResultCache, stack: ExitStack) -> Workshop:
    stopped = Event()
    if not request.is_remote:
        return Workshop(request, stack.enter_context(LocalMatcher(settings)), cache, stopped)
    # Not above: a program for this machine alone has no library that speaks to AWS.
    try:
        from kiosk.evaluation.matching.endpoint_matcher import EndpointMatcher
    except ModuleNotFoundError as error:
        raise LibraryMissing("an endpoint needs the extra `aws`: uv run --extra aws kiosk calibrate") from error
    matcher = EndpointMatcher(
        request.endpoint,
        request.region or DEFAULT_REGION,
        request.threads,
        settings.face_quality,
        Patience(request.patience_s, stopped, tell),
    )
    return Workshop(request, matcher, cache, stopped)


def _provenance(request: CalibrationRequest) -> dict[str, Any]:
    return {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "versions": dict(list_versions()),
        "command": command_line(),
        "engine": request.endpoint or (f"AWS {request.region}" if request.is_remote else "local"),
        "seed": request.seed,
        "resamples": request.resamples,
        "pairs_of_each_kind_at_most": request.pairs_of_each_kind,
        "quality_gate_counts": request.is_gated,
    }
