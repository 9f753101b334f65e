"""The same on RabbitMQ and PostgreSQL: waiting and idle must be right when a broker stands between the services."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.engines.postgres import PostgreSQL
from tests.engines.rabbitmq import RabbitMQ
from tests.gateway.instruments.clock import test_clock
from tests.gateway.instruments.dead_letters import test_dead_letters
from tests.gateway.instruments.events import test_by_hand, test_events
from tests.gateway.instruments.faults import test_at_the_door, test_on_the_bus, test_setting, test_texts_and_the_store
from tests.gateway.instruments.idle import test_idle
from tests.gateway.instruments.journeys import test_traces
from tests.gateway.instruments.phones import test_phones
from tests.gateway.instruments.requests import test_requests
from tests.gateway.instruments.sandboxes import test_sandboxes
from tests.gateway.instruments.sms_keys import test_alibaba, test_reports, test_tencent
from tests.gateway.instruments.stream import test_stream
from tests.gateway.instruments.waiting import test_waiting
from tests.gateway.instruments.world import World, small_world

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAME = (
    test_clock.test_events_carry_the_sandbox_s_time,
    test_clock.test_moving_the_clock_makes_retries_due,
    test_events.test_a_dead_delivery_is_found_and_retried,
    test_events.test_listed_newest_first_by_pages_and_filters,
    test_setting.test_so_many_times_exactly_however_many_come_at_once,
    test_on_the_bus.test_a_handler_fails_twice_and_then_does_not,
    test_on_the_bus.test_what_is_held_goes_on_when_the_fault_is_removed_and_idle_names_it,
    test_on_the_bus.test_what_is_lost_is_acknowledged_and_never_handled,
    test_on_the_bus.test_an_event_is_sent_several_times_and_takes_effect_once,
    test_on_the_bus.test_the_next_event_overtakes,
    test_on_the_bus.test_a_broken_event_is_a_dead_letter,
    test_texts_and_the_store.test_a_text_comes_twice_and_was_sent_once,
    test_texts_and_the_store.test_a_text_comes_later_by_the_sandbox_s_clock,
    test_texts_and_the_store.test_a_database_that_is_away_and_comes_back,
    test_texts_and_the_store.test_a_slow_database_slows_requests_and_deliveries,
    test_at_the_door.test_it_strikes_what_it_matches_only,
    test_setting.test_seconds_are_the_sandbox_s,
    test_by_hand.test_an_event_by_hand,
    test_by_hand.test_as_a_new_event_it_takes_effect_again,
    test_by_hand.test_edited_and_retried_with_who_before_and_after_in_the_journey,
    test_by_hand.test_the_same_event_again_is_a_duplicate,
    test_dead_letters.test_a_group_is_tried_again_and_handled,
    test_dead_letters.test_grouped_by_error_event_and_consumer,
    test_dead_letters.test_what_fails_again_is_told_as_dead,
    test_idle.test_a_retry_keeps_it_from_being_idle,
    test_idle.test_idle_means_that_everything_arrived,
    test_idle.test_published_but_not_yet_consumed_is_not_idle,
    test_sandboxes.test_many_at_once_one_wins_each_name,
    test_sandboxes.test_a_sandbox_nobody_uses_ends_by_itself,
    test_sandboxes.test_two_that_differ_in_case_only_made_at_once,
    test_sandboxes.test_nothing_of_a_deleted_sandbox_stays,
    test_sandboxes.test_reset_in_the_middle_of_things_leaves_no_ghosts,
    test_phones.test_texted_last_stands_first_page_by_page,
    test_alibaba.test_a_text_arrives_and_its_details_can_be_asked_for,
    test_alibaba.test_the_same_request_twice_texts_once,
    test_tencent.test_each_report_goes_to_one_of_those_who_pull_at_once,
    test_reports.test_until_they_are_taken_by_the_sandboxs_clock,
    test_requests.test_page_by_page,
    test_requests.test_requests_are_found,
    test_stream.test_a_trace_and_the_stream_from_its_cursor_leave_no_hole,
    test_stream.test_another_sandbox_is_not_told,
    test_stream.test_it_goes_on_after_each_single_step_without_gap_or_double,
    test_traces.test_journeys_are_found_by_what_took_part_and_when,
    test_traces.test_journeys_are_listed_and_found,
    test_traces.test_stuck_journeys_are_found,
    test_traces.test_the_story_in_causal_order,
    test_waiting.test_a_phone_is_waited_for,
    test_waiting.test_after_asks_for_the_next_one,
    test_waiting.test_handled_means_by_every_consumer,
    test_waiting.test_who_waits_is_told_that_the_sandbox_is_gone,
    test_waiting.test_who_waits_is_told_that_the_sandbox_was_reset,
    test_waiting.test_waiting_first_takes_milliseconds_not_timers,
)
globals().update({test.__name__: test for test in SAME})


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_world(
    tmp_path_factory: pytest.TempPathFactory, rabbitmq: RabbitMQ, postgres: PostgreSQL
) -> AsyncIterator[World]:
    databases = {name: postgres.new_database() for name in ("hall", "review", "sms", "gateway")}
    folder = tmp_path_factory.mktemp("engines")
    async with small_world(folder, databases, bus_url=rabbitmq.new_vhost()) as running:
        yield running
