"""Signing the panel's opinion (专家组意见签署): each expert signs, with a dissent if they have one (Article 13)."""

from datetime import date

from qilou.casework.procedure import Procedure, State, Step, at
from qilou.law import AUTHORITY, SYSTEM, Text
from qilou.law.measures import M164
from qilou.projects import phrases
from qilou.projects.actions import signature as act_on
from qilou.projects.inputs.signature import Dissent, Missing
from qilou.projects.parties import EXPERT
from qilou.projects.queries.evaluation_page import show_signature

EXPERTS = M164.art(13, 1, 2)

SIGNATURE = Procedure(
    code="projects.signature",
    edition="2015",
    since=date(2015, 10, 10),
    title=Text("专家组意见签署", "Signature of the panel's opinion"),
    prefix="QS",
    start="asked",
    subject="projects.PanelSignature",
    cites=EXPERTS,
    sees=(AUTHORITY,),
    opens_by=SYSTEM,
    initial=act_on.begin,
    show=show_signature,
    req=("A13.12", "A13.14"),
    states=(
        State(
            "asked", Text("待签署", "To be signed"), EXPERT, no_clock=Text("会议当日签署", "On the day of the session")
        ),
        State("signed", Text("已签署", "Signed"), final=True),
        State("missing", Text("未签署", "Not signed"), final=True),
    ),
    steps=(
        Step(
            "sign",
            Text("签署", "Sign"),
            at("asked"),
            "signed",
            EXPERT,
            EXPERTS,
            req=("A13.14",),
            then=act_on.sign,
        ),
        Step(
            "dissent",
            Text("签署并保留不同意见", "Sign with a dissent"),
            at("asked"),
            "signed",
            EXPERT,
            EXPERTS,
            req=("A13.12", "A13.14"),
            takes=Dissent,
            then=act_on.dissent,
            phrases=phrases.DOUBTS,
        ),
        Step(
            "note_missing",
            Text("登记未签署", "Record that it is missing"),
            at("asked"),
            "missing",
            AUTHORITY,
            EXPERTS,
            req=("A13.14",),
            takes=Missing,
            then=act_on.note_missing,
        ),
    ),
)
