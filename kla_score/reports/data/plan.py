"""The data of an action plan, version 1. Keys are English and never change within a version."""

from kla_score.analysis.planning import Plan, PlanStep
from kla_score.i18n import Messages
from kla_score.instrument.agencies import Agencies
from kla_score.reports.data.head import Data
from kla_score.reports.data.scorecard import cautions_data, sheet_head
from kla_score.scoring import Scorecard


def plan_data(plan: Plan, scorecard: Scorecard, agencies: Agencies, messages: Messages) -> Data:
    """Return the data of *plan* for *scorecard*, with texts in the language of *messages*."""
    return {
        **sheet_head("plan", scorecard),
        "basis": plan.basis,
        "target": plan.goal.target,
        "margin": plan.goal.margin,
        "before": plan.before,
        "after": plan.after,
        "reserve": plan.reserve,
        "reached": plan.is_reached,
        "steps": [_step(step, agencies, messages) for step in plan.steps],
        "notes": cautions_data(scorecard),
    }


def _step(step: PlanStep, agencies: Agencies, messages: Messages) -> Data:
    return {
        "question": step.score.question.code,
        "gain": step.gain,
        "raise_to": step.points if step.is_raise else None,
        "attach": [{"kind": item.kind, "what": messages.pick(item.what)} for item in step.documents],
        "agencies": list(agencies.owners_of(step.score.question, step.score.answer.agency)),
    }
