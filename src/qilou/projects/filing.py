"""How long the files of chapter II are kept, by kind."""

from qilou.archives.retention import DECISION, PROCURED, keeps

for code in ("plan", "round", "listing", "approval"):
    keeps(f"projects.{code}", DECISION)
for code in ("contract", "disbursement"):
    keeps(f"projects.{code}", PROCURED)
