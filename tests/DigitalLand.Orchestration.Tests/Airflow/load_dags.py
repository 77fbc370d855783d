"""Loads DAG files with Airflow's modules stubbed, once as Airflow 2.9 and once as 3, and prints each graph as JSON.

Usage: load_dags.py 2|3 FILE...
The stubs remember what they are given and nothing else; sockets are refused, as a DAG file must load without a network.
"""

import json
import socket
import sys
import types
from datetime import timedelta

MAJOR = sys.argv[1]


def no_network(*_, **__):
    raise AssertionError("a DAG file asked for the network")


socket.socket = no_network
socket.create_connection = no_network
socket.getaddrinfo = no_network


class Dag:
    current = None

    def __init__(self, **arguments):
        self.arguments, self.tasks = arguments, {}

    def __enter__(self):
        Dag.current = self
        return self

    def __exit__(self, *_):
        Dag.current = None


class Task:
    def __init__(self, operator, arguments, mapped_over=None):
        self.operator, self.arguments, self.upstream, self.mapped_over = operator, arguments, set(), mapped_over
        self.output = ("output", self)
        assert self.arguments["task_id"] not in Dag.current.tasks, self.arguments["task_id"]
        Dag.current.tasks[self.arguments["task_id"]] = self

    def __rshift__(self, other):
        other.upstream.add(self.arguments["task_id"])
        return other


class Partial:
    def __init__(self, operator, arguments):
        self.operator, self.arguments = operator, arguments

    def expand_kwargs(self, output):
        assert output[0] == "output"
        return Task(self.operator, self.arguments, mapped_over=output[1].arguments["task_id"])


def operator(name):
    def make(**arguments):
        return Task(name, arguments)

    make.partial = lambda **arguments: Partial(name, arguments)
    return make


class Conf:
    def get(self, section, key, fallback=""):
        assert section == "custom"
        return {"ecs_task_subnets": "subnet-1, subnet-2"}.get(key, fallback)


class Param:
    def __init__(self, *default, **schema):
        self.default, self.schema = default, schema


class Timetable:
    def __init__(self, cron, timezone):
        self.cron, self.timezone = cron, timezone


class Resources:
    def __init__(self, requests, limits):
        self.requests, self.limits = requests, limits


def module(name, **members):
    parts = name.split(".")
    for end in range(1, len(parts) + 1):
        sys.modules.setdefault(".".join(parts[:end]), types.ModuleType(".".join(parts[:end])))
    for key, value in members.items():
        setattr(sys.modules[name], key, value)


module("airflow.configuration", conf=Conf())
module("airflow.timetables.trigger", CronTriggerTimetable=Timetable)
module("airflow.providers.amazon.aws.operators.ecs", EcsRunTaskOperator=operator("EcsRunTaskOperator"))
module("airflow.providers.cncf.kubernetes.operators.pod", KubernetesPodOperator=operator("KubernetesPodOperator"))
module("kubernetes.client", models=types.SimpleNamespace(V1ResourceRequirements=Resources))
place = "airflow.providers.standard." if MAJOR == "3" else "airflow."
module(place + "operators.bash", BashOperator=operator("BashOperator"))
module(place + "operators.empty", EmptyOperator=operator("EmptyOperator"))
module(place + "operators.python", PythonOperator=operator("PythonOperator"), ShortCircuitOperator=operator("ShortCircuitOperator"))
module(place + "operators.trigger_dagrun", TriggerDagRunOperator=operator("TriggerDagRunOperator"))
module(place + "sensors.date_time", DateTimeSensorAsync=operator("DateTimeSensorAsync"))
if MAJOR == "3":
    module("airflow.sdk", DAG=Dag, Param=Param)
else:
    module("airflow", DAG=Dag)
    module("airflow.models.param", Param=Param)


def plain(value):
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Timetable):
        return {"cron": value.cron, "timezone": value.timezone}
    if isinstance(value, Param):
        return {"default": value.default[0] if value.default else None, **{k: v for k, v in value.schema.items() if v is not None}}
    if isinstance(value, Resources):
        return {"requests": value.requests, "limits": value.limits}
    if callable(value):
        return value.__name__
    return str(value)


def item_arguments(scope, task):
    """What the fan-out's instances get for two items, as Airflow would call for it once Jinja has run."""
    class Instance:
        def xcom_pull(self, task_ids):
            return '[{"offset": 0, "limit": 2, "last": false}, {"offset": 2, "limit": 2, "last": true}]'

    return task.arguments["python_callable"](**task.arguments["op_kwargs"], ti=Instance())


graphs = {}
for path in sys.argv[2:]:
    scope = {"__name__": "dag", "__file__": path}
    with open(path, encoding="utf-8") as file:
        source = file.read()
    exec(compile(source, path, "exec"), scope)
    dag = scope["dag"]
    graphs[dag.arguments["dag_id"]] = {
        "dag": dag.arguments,
        "tasks": {
            name: {
                "operator": task.operator,
                "upstream": sorted(task.upstream),
                "mapped_over": task.mapped_over,
                "arguments": task.arguments,
                "items": item_arguments(scope, task) if getattr(task.arguments.get("python_callable"), "__name__", "") == "items" else None,
            }
            for name, task in dag.tasks.items()
        },
        "days": [
            scope["is_day"]("FREQ=MONTHLY;BYDAY=1MO", "UTC", logical_date=scope["datetime"].fromisoformat(day + "T00:00:00+00:00"))
            for day in ("2026-08-03", "2026-08-02", "2026-08-10", "2026-09-07")
        ],
    }

json.dump(graphs, sys.stdout, default=plain)
