"""The last file of the folder, as files run in the order of their names: nothing the others sent has left a trace."""

from tests.journeys import walk


def test_after_all_that_the_draft_is_as_it_was(filing: walk.Filing) -> None:
    owner = filing.owner
    application = owner.get(filing.path)
    assert application["status"] == "draft"
    assert [item["id"] for item in owner.items("/hall/applications")] == [filing.application_id]
    assert [item["id"] for item in owner.items("/hall/projects")] == [filing.project_id]
    walk.ready_to_confirm(owner, filing.application_id)
