"""A district with bodies of its own, under the names by which the tests know the city's; those stand beside them.

So whatever is done in the city by name is done in the district by its own body: `authority.handler` is Longhu's here,
and `city_authority.handler` the city's.
"""

from tests.projects.city import DISTRICT, POSTS, City, build, settle

OWN = (  # as in `city.BODIES`
    ("longhu_drc", "龙湖区发展和改革局", "Longhu DRC", DISTRICT, "government", True, "DEVELOPMENT_REFORM", "龙发改"),
    ("longhu_government", "龙湖区人民政府", "Longhu Government", DISTRICT, "government", False, "GOVERNMENT", "龙府"),
    ("longhu_health", "龙湖区医疗保障局", "Longhu Healthcare", DISTRICT, "government", True, "", "龙医保"),
    ("longhu_land", "龙湖区自然资源分局", "Longhu Resources", DISTRICT, "government", True, "", "龙自然资"),
)
NAMES = {
    "authority": "longhu",
    "finance": "longhu_finance",
    "drc": "longhu_drc",
    "government": "longhu_government",
    "health": "longhu_health",
    "land": "longhu_land",
}


def build_district() -> City:
    """The district, in the database at hand, and the city around it."""
    city = build()
    settle(city, OWN)
    return _renamed(city, {**NAMES, **{f"city_{name}": name for name in NAMES}}, DISTRICT)


def around(district: City) -> City:
    """The city around it, by its own names."""
    return _renamed(
        district, {name: f"city_{name}" for name in NAMES}, district.bodies["city_authority"].jurisdiction_id
    )


def _renamed(city: City, names: dict[str, str], area: str) -> City:
    """The same people, where a name now stands for whom another stood."""
    bodies = {name: city.bodies[other] for name, other in names.items()}
    people = {f"{name}.{post}": city.people[f"{other}.{post}"] for name, other in names.items() for post in POSTS}
    return City(city.bodies | bodies, city.people | people, area)
