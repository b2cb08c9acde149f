"""Every store of one database, opened together."""

from __future__ import annotations

from dataclasses import dataclass

from bot.ports import Clock
from bot.storage.conversations import SqlConversations
from bot.storage.customers import SqlCustomers
from bot.storage.database import Database, opened
from bot.storage.keys import SqlKeys
from bot.storage.log import SqlEventLog
from bot.storage.offers import SqlOffers
from bot.storage.outcomes import SqlOutcomes
from bot.storage.policies import SqlPolicies
from bot.storage.prices import SqlPriceHistory
from bot.storage.tokens import SqlApiTokens
from bot.storage.training import SqlExamples, SqlModels, SqlRuns
from bot.storage.users import SqlEndedSessions, SqlLoginLinks, SqlUsers
from bot.storage.utterances import SqlUtterances
from bot.storage.visitors import SqlVisitors


@dataclass(frozen=True, slots=True)
class Stores:
    database: Database
    log: SqlEventLog
    conversations: SqlConversations
    visitors: SqlVisitors
    users: SqlUsers
    login_links: SqlLoginLinks
    ended_sessions: SqlEndedSessions
    api_tokens: SqlApiTokens
    prices: SqlPriceHistory
    policies: SqlPolicies
    keys: SqlKeys
    examples: SqlExamples
    runs: SqlRuns
    models: SqlModels
    utterances: SqlUtterances
    offer_book: SqlOffers
    customers: SqlCustomers
    outcomes: SqlOutcomes


def open_stores(url: str, clock: Clock) -> Stores:
    """The stores of the database at `url`, brought to this version's tables. Close `.database` at the end.

    Raises Unavailable when it can't be opened.
    """
    database = opened(url)
    return Stores(
        database=database,
        log=SqlEventLog(database, clock),
        conversations=SqlConversations(database),
        visitors=SqlVisitors(database, clock),
        users=SqlUsers(database, clock),
        login_links=SqlLoginLinks(database, clock),
        ended_sessions=SqlEndedSessions(database, clock),
        api_tokens=SqlApiTokens(database, clock),
        prices=SqlPriceHistory(database),
        policies=SqlPolicies(database, clock),
        keys=SqlKeys(database),
        examples=SqlExamples(database, clock),
        runs=SqlRuns(database, clock),
        models=SqlModels(database, clock),
        utterances=SqlUtterances(database),
        offer_book=SqlOffers(database),
        customers=SqlCustomers(database),
        outcomes=SqlOutcomes(database),
    )
