"""A text about a province, for a letter to its governor."""

from collections.abc import Iterator, Mapping, Sequence

from kla_score.analysis.provinces import Obstacle, Province
from kla_score.i18n import Messages
from kla_score.issues import Plural
from kla_score.reports.document import EMPTY
from kla_score.reports.phrases import counted, points_text
from kla_score.reports.views.labels import short_region_name


def province_letter(province: Province, predicates: Mapping[str, str], messages: Messages) -> str:
    """Return sentences about *province*; *predicates* are the names by id, lowest first."""
    return " ".join(_sentences(province, predicates, messages))


def _sentences(province: Province, predicates: Mapping[str, str], messages: Messages) -> Iterator[str]:
    _ = messages.gettext
    received = province.received
    if province.members is None:
        yield counted(
            messages,
            Plural(
                "{count} workbook received. The number of regencies and cities is unknown without a roster.",
                "{count} workbooks received. The number of regencies and cities is unknown without a roster.",
            ),
            received,
        )
    else:
        yield messages.ngettext(
            "{count} of {members} regencies and cities has sent a workbook.",
            "{count} of {members} regencies and cities have sent a workbook.",
            received,
            members=province.members,
        )
    if missing := [each for each in province.obstacles if each.result is None]:
        yield _("Missing regions: {names}.", names=_names(missing))
    if province.unexpected:
        yield counted(
            messages,
            Plural(
                "{count} workbook is from a region that is not in the roster.",
                "{count} workbooks are from regions that are not in the roster.",
            ),
            province.unexpected,
        )
    held = ", ".join(f"{count} {predicates[key]}" for key, count in province.holders.items() if key and count)
    if held:
        yield _("Predicates: {counts}.", counts=held)
    short = [
        _("{name} ({points} short)", name=short_region_name(each.region), points=points_text(each.short, messages))
        for each in province.obstacles
        if each.short
    ]
    if short:
        yield _("Without a predicate: {names}.", names="; ".join(short))
    if unsure := [each for each in province.obstacles if each.result and not each.short]:
        yield _("With errors: {names}.", names=_names(unsure))
    yield _verdict(province, predicates, messages)


def _verdict(province: Province, predicates: Mapping[str, str], messages: Messages) -> str:
    _ = messages.gettext
    first = next(iter(predicates.values()), EMPTY)
    if len(province.years) > 1:
        text = _("The workbooks are from several years, so the program draws no conclusion about the province.")
    elif province.holds_everywhere is None:
        text = _("Every region with a workbook has at least {name}.", name=first)
    elif not province.holds_everywhere:
        text = _("Not every regency and city has at least {name} yet.", name=first)
    elif province.is_provisional:
        text = _("Every regency and city has at least {name} for now.", name=first)
    else:
        text = _(
            "Every regency and city has at least {name} at the final verification (VF). "
            "By the assumed rule, the province qualifies as Provinsi Layak Anak.",
            name=first,
        )
    if province.is_provisional:
        earlier = province.received - province.final
        provisional = counted(
            messages,
            Plural(
                "The result is provisional, because {count} workbook is not from the final verification (VF).",
                "The result is provisional, because {count} workbooks are not from the final verification (VF).",
            ),
            earlier,
        )
        text = f"{text} {provisional}"
    return text


def _names(obstacles: Sequence[Obstacle]) -> str:
    return ", ".join(short_region_name(each.region) for each in obstacles)
