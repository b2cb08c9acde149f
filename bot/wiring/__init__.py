"""The one place that opens drawers: puts stores, index, advice, words, rules and Rasa together into a `Shop`."""

from __future__ import annotations

from bot.storage.policies import read_policy as read_policy
from bot.wiring.catalogue import QUANTISED as QUANTISED
from bot.wiring.catalogue import catalogue_folder as catalogue_folder
from bot.wiring.catalogue import catalogue_version as catalogue_version
from bot.wiring.catalogue import complete_catalogue as complete_catalogue
from bot.wiring.catalogue import encoder_of as encoder_of
from bot.wiring.catalogue import has_catalogue as has_catalogue
from bot.wiring.catalogue import import_rows as import_rows
from bot.wiring.catalogue import open_catalogue as open_catalogue
from bot.wiring.catalogue import search_catalogue as search_catalogue
from bot.wiring.doctoring import Diagnosis as Diagnosis
from bot.wiring.doctoring import diagnose as diagnose
from bot.wiring.doctoring import name_of as name_of
from bot.wiring.doctoring import publish_synonym as publish_synonym
from bot.wiring.earnings import PERIOD_DAYS as PERIOD_DAYS
from bot.wiring.earnings import earnings as earnings
from bot.wiring.earnings import stop_harm as stop_harm
from bot.wiring.earnings import stopped as stopped
from bot.wiring.feeding import guarded as guarded
from bot.wiring.feeding import read_feed as read_feed
from bot.wiring.knowledge import read_knowledge as read_knowledge
from bot.wiring.models import SHIPPED_MODELS as SHIPPED_MODELS
from bot.wiring.models import model_of as model_of
from bot.wiring.models import trained_model as trained_model
from bot.wiring.replay import TRIAL_DAYS as TRIAL_DAYS
from bot.wiring.replay import trial as trial
from bot.wiring.replay import trial_words as trial_words
from bot.wiring.shop import Shop as Shop
from bot.wiring.shop import opened as opened
from bot.wiring.stores import check_database as check_database
from bot.wiring.watching import Watch as Watch
from bot.wiring.watching import watch_once as watch_once
