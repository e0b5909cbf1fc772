"""A release (a finished video and its words) -> a receipt, by a publisher for each remote."""

from compiler.publish.batch import BatchReport, Outcome, publish_all
from compiler.publish.driver import publish
from compiler.publish.ledger import Ledger
from compiler.publish.overview import PublicationStatus, status
from compiler.publish.planning import PublishPlan, plan_publish
from compiler.publish.publisher import Publisher
from compiler.publish.receipt import OnChange, Progress, Receipt
from compiler.publish.release import CaptionFiles, Privacy, Release, ReleaseChapter
from compiler.publish.withdrawal import Withdrawal, unpublish

__all__ = [
    "BatchReport",
    "CaptionFiles",
    "Ledger",
    "OnChange",
    "Outcome",
    "Privacy",
    "Progress",
    "PublicationStatus",
    "PublishPlan",
    "Publisher",
    "Receipt",
    "Release",
    "ReleaseChapter",
    "Withdrawal",
    "plan_publish",
    "publish",
    "publish_all",
    "status",
    "unpublish",
]
