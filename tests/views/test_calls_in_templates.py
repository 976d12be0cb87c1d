"""What templates call is given what Jinja would have given it."""

from functools import lru_cache

from jinja2 import Environment, pass_context, pass_environment
from jinja2.runtime import Context

from pledges.views.rendering import PlainContext

TEMPLATE = """
{%- macro row(one, times=1) %}<{{ one }}>{{ caller() if caller else "" }}{{ times }}{% endmacro -%}
{%- block rows %}{% for one in ("a", "&") %}{{ row(one, times=2) }}{{ row.name }}{{ seen("one") }}{{ kept(one) }}{% endfor %}{% endblock -%}
{{ row("x") }}{% call row("y") %}in it{% endcall %}{{ plain(1, two=2) }}{{ "b".upper() }}{{ marks() }}{{ asked() }}"""


@pass_context
def seen(context: Context, name: str) -> str:
    return str(context.get(name, "nothing"))


@pass_environment
def marks(environment: Environment) -> str:
    return environment.block_start_string


class Asked:
    def __call__(self) -> str:
        return "called"


def test_what_is_called_is_given_what_jinja_gives_it() -> None:
    def laid_out(context: type[Context]) -> str:
        environment = Environment(autoescape=True)
        environment.context_class = context
        given = {
            "seen": seen,
            "marks": marks,
            "asked": Asked(),
            "plain": lambda one, two: one + two,
            "kept": lru_cache(str),
        }
        return environment.from_string(TEMPLATE, globals=given).render()

    assert laid_out(Context) == "<a>2rownothinga<&amp;>2rownothing&amp;<x>1<y>in it13B{%called"
    assert laid_out(PlainContext) == laid_out(Context)
