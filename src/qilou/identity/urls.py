"""Addresses of signing in and of the registers."""

from django.urls import path

from .views import account, functions, organisations, people, posts, signing

urlpatterns = [
    path("sign-in/", signing.sign_in, name="sign_in"),
    path("sign-out/", signing.sign_out, name="sign_out"),
    path("sign-in/forgotten/", signing.forgotten, name="forgotten"),
    path("sign-in/reset/<str:uid>/<str:token>/", signing.reset_by_link, name="reset_by_link"),
    path("account/", account.account, name="account"),
    path("account/password/", account.change_password, name="change_password"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/new/", organisations.new_organisation, name="new_organisation"),
    path("organisations/<int:organisation_id>/", organisations.organisation, name="organisation"),
    path("organisations/<int:organisation_id>/succeed/", organisations.succeed_organisation, name="succeed"),
    path("organisations/<int:organisation_id>/posts/new/", posts.new_post, name="new_post"),
    path("organisations/jurisdictions/", organisations.jurisdictions, name="jurisdictions"),
    path("organisations/jurisdictions/new/", organisations.new_jurisdiction, name="new_jurisdiction"),
    path("organisations/people/", people.people, name="people"),
    path("organisations/people/new/", people.new_person, name="new_person"),
    path("organisations/people/<int:person_id>/", people.person, name="person"),
    path("organisations/people/<int:person_id>/password/", people.reset_password, name="reset_password"),
    path("organisations/people/<int:person_id>/active/", people.set_active, name="set_active"),
    path("organisations/posts/", posts.posts, name="posts"),
    path("organisations/posts/<int:post_id>/", posts.post, name="post"),
    path("organisations/posts/<int:post_id>/end/", posts.end_post, name="end_post"),
    path("organisations/posts/<int:post_id>/appoint/", posts.appoint, name="appoint"),
    path("organisations/posts/<int:post_id>/delegate/", posts.delegate, name="delegate"),
    path("organisations/appointments/<int:appointment_id>/end/", posts.end_appointment, name="end_appointment"),
    path("organisations/delegations/<int:delegation_id>/end/", posts.end_delegation, name="end_delegation"),
    path("organisations/functions/", functions.functions, name="functions"),
    path("organisations/functions/new/", functions.new_holding, name="new_holding"),
    path("organisations/functions/<int:holding_id>/end/", functions.end_holding, name="end_holding"),
]
