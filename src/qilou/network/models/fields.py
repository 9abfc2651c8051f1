"""Networks and addresses as PostgreSQL keeps them, and the periods and sizes that constraints are made of."""

from collections.abc import Collection

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F, Func, Q

from qilou.kernel.fields import Labelled


class CidrField(models.Field):  # type: ignore[type-arg]  # not subscriptable at run time
    """A network or a single address as a network, canonical text: `10.20.0.0/16`, `10.20.0.5/32`, `fd00::/48`."""

    def db_type(self, connection: object) -> str:
        """PostgreSQL's `cidr`: its order puts a network before whatever lies inside it."""
        return "cidr"


def overlaps(column: str) -> tuple[OpClass, str]:
    """The part of an exclusion constraint by which two networks never overlap; needs no extension."""
    return OpClass(F(column), name="inet_ops"), "&&"


def size_of(column: str) -> models.GeneratedField:
    """How many addresses a network holds, computed by the database."""
    return models.GeneratedField(
        expression=Func(F(column), function="network_size", output_field=models.DecimalField()),
        output_field=models.DecimalField(max_digits=40, decimal_places=0),
        db_persist=True,
    )


def counted() -> models.DecimalField:
    """A number of addresses that triggers keep; of IPv6 it may have 39 digits."""
    return models.DecimalField(max_digits=40, decimal_places=0, default=0, editable=False)


def one_of(name: str, column: str, kinds: type[Labelled]) -> models.CheckConstraint:
    """The column holds a member of a closed set."""
    return models.CheckConstraint(name=name, condition=Q(**{f"{column}__in": [one.value for one in kinds]}))


def organisations_of(keys: Collection[str]) -> list[int]:
    """The organisations for which these keys of an actor stand."""
    return sorted(int(key[4:]) for key in keys if key.startswith("org:"))
