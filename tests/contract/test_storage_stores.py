"""The stores that need no twin, on both databases: people, tokens, prices, policies, keys, what was taught."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.errors import Conflict, InvalidInput, NotFound
from bot.shopper.entry import Consent, Draft
from bot.storage.tables import metadata
from catalog_index.product import Money

NOON = datetime(2026, 11, 21, 12, 0, 0, 123456, tzinfo=timezone.utc)


def eur(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def both(act: Any) -> list[Any]:
    """Run `act` in eight threads at once; what each got."""
    got: list[Any] = []
    start = threading.Barrier(8)

    def race() -> None:
        start.wait()
        got.append(act())

    racers = [threading.Thread(target=race) for _ in range(8)]
    [racer.start() for racer in racers], [racer.join() for racer in racers]
    return got


def test_the_migrations_make_the_tables_that_the_code_describes(database: Any) -> None:
    def ours(name: str | None, kind: str, _parents: Any) -> bool:
        return kind != "table" or name is None or not name.startswith(("message_search", "alembic"))

    with database.stores.database.read() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": ours})
        assert compare_metadata(context, metadata) == []


def test_upgrading_twice_and_at_once_changes_nothing(database: Any) -> None:
    database.open()
    both(database.stores.database.upgrade)
    assert database.conversations.get("alice") is not None


def test_a_database_that_answers_is_reachable(database: Any) -> None:
    assert database.stores.database.reachable()


def test_an_account_is_found_by_its_address_in_any_case(database: Any) -> None:
    user = database.stores.users.add(" Lea@Foulee.example ", "admin")
    assert (user.email, user.role, user.active, user.password_hash) == ("lea@foulee.example", "admin", True, None)
    assert database.stores.users.by_email("LEA@foulee.example") == user == database.stores.users.get(user.id)
    assert database.stores.users.by_email("bob@foulee.example") is None


def test_an_address_has_one_account(database: Any) -> None:
    database.stores.users.add("lea@foulee.example", "admin")
    with pytest.raises(Conflict):
        database.stores.users.add("LEA@foulee.example", "support")
    assert [user.role for user in database.stores.users.list()] == ["admin"]


@pytest.mark.parametrize(
    ("email", "role"), [("lea", "admin"), ("@x", "admin"), ("a b@x", "admin"), ("a@b", "owner"), ("a@b", "shop")]
)
def test_what_cannot_be_an_account_is_refused(database: Any, email: str, role: str) -> None:
    with pytest.raises(InvalidInput):
        database.stores.users.add(email, role)
    assert database.stores.users.list() == []


def test_a_new_password_or_a_closed_account_ends_the_sessions(database: Any) -> None:
    users = database.stores.users
    user = users.add("lea@foulee.example", "support")
    users.set_password(user.id, "argon2-hash")
    users.set_active(user.id, False)
    users.set_role(user.id, "merchant")
    users.set_language(user.id, "en")
    users.logged_in(user.id)
    now = users.get(user.id)
    assert (now.password_hash, now.active, now.role, now.language) == ("argon2-hash", False, "merchant", "en")
    assert (now.session_epoch, now.last_login_at) == (2, NOON)
    with pytest.raises(NotFound):
        users.set_active(user.id + 1, True)


def test_a_first_link_opens_once_even_under_racers(database: Any) -> None:
    links = database.stores.login_links
    link = links.add("hash", "admin", NOON + timedelta(hours=1))
    assert links.peek("hash") == link
    got = both(lambda: links.use("hash"))
    assert sorted(found is not None for found in got) == [False] * 7 + [True]
    assert links.peek("hash") is None


def test_an_expired_or_unknown_link_stays_shut(database: Any) -> None:
    links = database.stores.login_links
    links.add("hash", "admin", NOON + timedelta(hours=1))
    database.clock.forward(hours=1)
    assert (links.peek("hash"), links.use("hash"), links.use("other")) == (None, None, None)


def test_a_session_that_was_ended_stays_so_while_its_cookie_lives(database: Any) -> None:
    ended = database.stores.ended_sessions
    ended.add("nonce", NOON + timedelta(hours=12))
    ended.add("nonce", NOON + timedelta(hours=12))
    assert (ended.has("nonce"), ended.has("other")) == (True, False)
    database.clock.forward(hours=11, minutes=59)
    ended.add("other", database.clock.now() + timedelta(hours=12))
    assert (ended.has("nonce"), ended.has("other")) == (True, True)
    database.clock.forward(minutes=1)
    ended.add("third", database.clock.now() + timedelta(hours=12))
    assert (ended.has("nonce"), ended.has("other"), ended.has("third")) == (False, True, True)


def test_one_session_is_ended_by_several_at_once(database: Any) -> None:
    both(lambda: database.stores.ended_sessions.add("nonce", NOON + timedelta(hours=12)))
    assert database.stores.ended_sessions.has("nonce")


def test_a_token_works_until_it_is_revoked(database: Any) -> None:
    tokens = database.stores.api_tokens
    token = tokens.add("hash", "shop", "checkout")
    assert tokens.by_token("hash") == token
    assert tokens.list() == [token]
    tokens.revoke(token.id)
    assert (tokens.by_token("hash"), tokens.list()) == (None, [])


def test_a_token_of_an_unknown_role_is_refused(database: Any) -> None:
    with pytest.raises(InvalidInput):
        database.stores.api_tokens.add("hash", "root")


def test_the_first_day_of_an_item_and_of_the_shop_are_known(database: Any) -> None:
    prices, later = database.stores.prices, NOON + timedelta(days=40)
    assert (prices.first("shoe"), prices.opening()) == (None, None)
    prices.record([("shoe", eur("89.90"), None, NOON)])
    prices.record([("shoe", eur("79.90"), None, later), ("lamp", eur("40"), None, later)])
    assert (prices.first("shoe"), prices.first("lamp"), prices.opening()) == (NOON, later, NOON)


def test_only_changed_prices_are_recorded(database: Any) -> None:
    prices = database.stores.prices
    assert prices.record([("shoe", eur("89.90"), None, NOON), ("lamp", eur("40"), None, NOON)]) == 2
    later = NOON + timedelta(days=1)
    assert prices.record([("shoe", eur("89.90"), None, later), ("lamp", eur("40"), eur("35.5"), later)]) == 1
    assert [(p.charged, p.at) for p in prices.points("lamp")] == [(eur("40"), NOON), (eur("35.5"), later)]
    assert [p.price for p in prices.points("shoe")] == [eur("89.90")]


def test_the_lowest_price_counts_the_one_that_already_held(database: Any) -> None:
    days = [NOON + timedelta(days=day) for day in (0, 10, 50)]
    for at, amount in zip(days, ("60", "80", "100"), strict=True):
        database.stores.prices.record([("shoe", eur(amount), None, at)])
    lowest = database.stores.prices.lowest
    assert lowest("shoe", days[2] - timedelta(days=30)) == eur("80")
    assert lowest("shoe", days[1] - timedelta(microseconds=1)) == eur("60")
    assert lowest("shoe", days[2]) == eur("100")
    assert lowest("lamp", NOON) is None


def test_a_policy_replaces_the_one_before_and_history_stays(database: Any) -> None:
    policies = database.stores.policies
    assert policies.current() is None
    first = policies.add("v1", "holdout: 0.20\n", "lea@foulee.example")
    second = policies.add("v2", "holdout: 0  # « zéro »\n", "lea@foulee.example")
    assert policies.current() == second
    assert policies.history() == [second, first]


def test_a_generated_value_is_made_once_for_all(database: Any) -> None:
    keys = database.stores.keys
    made = iter("abcdefgh")
    assert len(set(both(lambda: keys.get_or_make("salt", lambda: next(made))))) == 1
    assert keys.get("salt") == "a"
    keys.set("salt", "b")
    assert (keys.get("salt"), keys.get("pepper")) == ("b", None)


def test_what_was_taught_is_listed_until_trained(database: Any) -> None:
    examples = database.stores.examples
    database.open()
    source = database.log.append("alice", [Draft("message", {"role": "shopper", "text": "zéro drop ?"})])[0]
    taught = examples.add("zéro drop ?", "fr", "ask_product_info", "lea@foulee.example", source.id)
    withdrawn = examples.add("hop", "fr", "greet", "lea@foulee.example")
    examples.set_state(withdrawn.id, "withdrawn")
    assert examples.list("new") == [taught]
    assert examples.sources() == {source.id}
    examples.mark_trained()
    assert [example.state for example in examples.list()] == ["trained", "withdrawn"]


def test_erasure_reaches_what_was_taught(database: Any) -> None:
    database.visitors.add("v1", "hash", Consent(True, True))
    database.open(visitor_id="v1")
    source = database.log.append("alice", [Draft("message", {"role": "shopper", "text": "Zorglub"})])[0]
    database.stores.examples.add("Zorglub", "fr", "greet", "lea@foulee.example", source.id)
    kept = database.stores.examples.add("bonjour", "fr", "greet", "lea@foulee.example")
    database.visitors.erase("v1")
    assert database.stores.examples.list() == [kept]


def test_a_run_tells_its_progress_and_its_end(database: Any) -> None:
    runs, models = database.stores.runs, database.stores.models
    run = runs.add("lea@foulee.example")
    assert (run.state, run.progress, runs.get(run.id)) == ("queued", 0.0, run)
    runs.progress(run.id, 0.4, "NLU")
    assert (runs.get(run.id).state, runs.get(run.id).progress) == ("running", 0.4)
    model = models.add("f1", "/models/f1.tar.gz", {"f1": 0.9})
    runs.finish(run.id, "done", model_id=model.id, comparison={"newly_right": ["a"]})
    done = runs.list()[0]
    assert (done.state, done.progress, done.model_id, done.finished_at) == ("done", 1.0, model.id, NOON)
    assert done.comparison == {"newly_right": ["a"]}


def test_one_model_is_live_and_an_older_one_can_come_back(database: Any) -> None:
    models = database.stores.models
    first, second = models.add("f1", "/models/f1"), models.add("f2", "/models/f2")
    assert models.add("f1", "/models/f1") == first
    models.publish(first.id, "lea")
    models.publish(second.id, "lea")
    assert [(model.fingerprint, model.state) for model in models.list()] == [("f2", "live"), ("f1", "retired")]
    models.publish(first.id, "lea")
    assert models.live() == models.get(first.id)
    with pytest.raises(NotFound):
        models.publish(99, "lea")
    assert models.live().id == first.id
