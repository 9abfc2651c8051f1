"""Ready phrases of a sign-off, by what the post is asked: they are offers, nobody's opinion until chosen."""

from qilou.law import Text

from .procedure import CHECKER, COUNTERSIGNER, SIGNER

OPINIONS: dict[str, tuple[Text, ...]] = {
    CHECKER: (
        Text("已核，事实清楚、依据正确，同意拟办意见。", "Checked: facts and basis are right; I agree with the draft."),
        Text("引用条款有误，请核对后再报。", "An article is cited wrongly; check and submit again."),
        Text("金额与附件不一致，请核对。", "An amount differs from its attachment; please check."),
    ),
    COUNTERSIGNER: (
        Text("会签同意。", "Countersigned, agreed."),
        Text("原则同意，请按所提意见修改。", "Agreed in principle; change it as remarked."),
    ),
    SIGNER: (
        Text("同意。", "Agreed."),
        Text("同意，请按规定送达并公开。", "Agreed; serve and publish it as the rules ask."),
        Text("请补充理由后再报。", "Add the reasons and submit again."),
    ),
}
