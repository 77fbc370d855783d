"""A workflow as an Airflow DAG, for Airflow 2.9 and 3.

Written by: digital-land workflows publish --airflow. Change the definition and publish again; do not change this file.
It needs no network to be read: what differs between installations is in the section [custom] of airflow.cfg.
"""

import json
import re
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from airflow.configuration import conf
from airflow.timetables.trigger import CronTriggerTimetable

try:  # Airflow 3
    from airflow.sdk import DAG, Param
except ImportError:
    from airflow import DAG
    from airflow.models.param import Param

try:  # Airflow 3, or 2 with the standard provider
    from airflow.providers.standard.operators.bash import BashOperator
    from airflow.providers.standard.operators.empty import EmptyOperator
    from airflow.providers.standard.operators.python import PythonOperator, ShortCircuitOperator
    from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
    from airflow.providers.standard.sensors.date_time import DateTimeSensorAsync
except ImportError:
    from airflow.operators.bash import BashOperator
    from airflow.operators.empty import EmptyOperator
    from airflow.operators.python import PythonOperator, ShortCircuitOperator
    from airflow.operators.trigger_dagrun import TriggerDagRunOperator
    from airflow.sensors.date_time import DateTimeSensorAsync

WORKFLOW = json.loads(
    r"""
@WORKFLOW@
"""
)

ENVIRONMENT = WORKFLOW["environment"]
PROFILE = WORKFLOW["profile"]
CLOSED = 99  # A short-circuit command ends with this to say: nothing to do for those behind me.
WORD = "DIGITAL_LAND_WORD_"
ITEM_KEYS = ("words", "environment", "memory", "cpu", "container", "short_circuit", "is_list", "for_each")

# Task definition and container by the name that a definition gives; blank is the container of digital-land itself.
ECS = {
    "": ("mwaa-collection-task", "mwaa-collection-task"),
    "sqlite-ingestion": ("sqlite-ingestion-task", "sqlite-ingestion"),
    "tile-builder": ("tile-builder-task", "tile-builder"),
    "reporting": ("reporting-task", "reporting"),
    "data-package-builder": ("mwaa-data-package-builder-task", "mwaa-data-package-builder-task"),
    "digital-land-builder": ("mwaa-digital-land-builder-task", "mwaa-digital-land-builder-task"),
}


def setting(name, default=""):
    return conf.get("custom", name, fallback=default)


def names(text):
    return [name.strip() for name in text.split(",") if name.strip()]


def joined(parts, item=None):
    """A text of its parts; a part that is no string is a member of the item."""
    return "".join(part if isinstance(part, str) else member(item, part["item"]) for part in parts)


def member(item, name):
    value = item[name] if name else item
    return str(value).lower() if isinstance(value, bool) else str(value)


def filled(task, item=None):
    """The command of a task: its words, its environment, its memory in MiB and its cpu in 1/1024 of a core."""
    return {
        "words": [joined(word, item) for word in task["words"]],
        "environment": {name: joined(value, item) for name, value in task["environment"].items()},
        "memory": joined(task["memory"], item) if task["memory"] else None,
        "cpu": joined(task["cpu"], item) if task["cpu"] else None,
    }


# One function a profile: what of an operator's arguments depends on the command, and the operator with the rest.


def bash_command(task, command):
    # Words travel as variables and the command line only names them: bash never reads a value.
    words = {f"{WORD}{i}": word for i, word in enumerate(command["words"])}
    return {"env": {**command["environment"], **words}}


def bash_operator(task):
    line = " ".join(f'"${{{WORD}{i}}}"' for i in range(len(task["words"])))
    return BashOperator, {"bash_command": f"exec {line}", "append_env": True, "cwd": setting("digital_land_directory") or None}


def ecs_command(task, command):
    environment = dict(command["environment"])
    if task["short_circuit"]:
        environment["DIGITAL_LAND_CLOSED_EXIT_CODE"] = "0"  # ECS would take any other code for a failure.
    container = {
        "name": f"{ENVIRONMENT}-{ecs_names(task)[1]}",
        "environment": [{"name": name, "value": value} for name, value in environment.items()],
    }
    if not task["container"]:
        container["command"] = command["words"]
    sizes = {name: command[name] for name in ("cpu", "memory") if command[name]}
    return {"overrides": {"containerOverrides": [container], **sizes}}


def ecs_names(task):
    name = task["container"]
    return ECS.get(name, (f"{name}-task", name))


def ecs_operator(task):
    from airflow.providers.amazon.aws.operators.ecs import EcsRunTaskOperator

    definition, container = (f"{ENVIRONMENT}-{name}" for name in ecs_names(task))
    # The region is the connection's: the argument for it has another name from one provider to the next.
    return EcsRunTaskOperator, {
        "task_definition": definition,
        "cluster": setting("ecs_cluster", f"{ENVIRONMENT}-cluster"),
        "launch_type": "FARGATE",
        "network_configuration": {
            "awsvpcConfiguration": {
                "subnets": names(setting("ecs_task_subnets")),
                "securityGroups": names(setting("ecs_task_security_groups")),
                "assignPublicIp": "ENABLED",
            }
        },
        "awslogs_group": setting("ecs_awslogs_group", f"/ecs/{definition}"),
        "awslogs_region": setting("aws_region", "eu-west-2"),
        "awslogs_stream_prefix": f"{setting('ecs_awslogs_stream_prefix', 'ecs')}/{container}",
        "awslogs_fetch_interval": timedelta(seconds=10),
    }


def kubernetes_command(task, command):
    words = command["words"]
    if task["is_list"]:
        # The list reaches Airflow as a file; the words are the shell's arguments, which it does not read.
        words = ["sh", "-c", 'mkdir -p /airflow/xcom && exec "$@" > /airflow/xcom/return.json', "sh"] + words
    arguments = {} if task["container"] else {"cmds": words[:1], "arguments": words[1:]}
    return {**arguments, "env_vars": command["environment"]}


def milli(units):
    """Units of 1/1024 of a core as Kubernetes' thousandths, rendered now or by Jinja later."""
    place = re.fullmatch(r"\{\{ (.*) \}\}", units)
    return f"{{{{ {place[1]} | int * 1000 // 1024 }}}}m" if place else f"{int(units) * 1000 // 1024}m"


def kubernetes_operator(task):
    from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator

    command, sizes = filled({**task, "words": [], "environment": {}}), {}
    if command["memory"]:
        sizes["memory"] = command["memory"] + "Mi"
    if command["cpu"]:
        sizes["cpu"] = milli(command["cpu"])
    arguments = {}
    if sizes:
        from kubernetes.client import models

        arguments["container_resources"] = models.V1ResourceRequirements(requests=sizes, limits=sizes)
    image = (task["container"] or "digital-land").replace("-", "_")
    return KubernetesPodOperator, {
        **arguments,
        "name": task["task_id"],
        "image": setting(f"{image}_image", f"{task['container'] or 'digital-land'}:latest"),
        "namespace": setting("kubernetes_namespace", "default"),
        "skip_on_exit_code": CLOSED if task["short_circuit"] else None,
    }


COMMAND, OPERATOR = {
    "bash": (bash_command, bash_operator),
    "ecs": (ecs_command, ecs_operator),
    "kubernetes": (kubernetes_command, kubernetes_operator),
}[PROFILE]


def list_of(for_each, ti):
    if "values" in for_each:
        return for_each["values"]
    if "file" in for_each:
        with open(for_each["file"], encoding="utf-8") as file:
            found = json.load(file)
        for name in for_each["list"].split("/")[1:]:
            name = name.replace("~1", "/").replace("~0", "~")
            found = found[int(name)] if isinstance(found, list) else found[name]
        return found
    found = ti.xcom_pull(task_ids=for_each["output_of"])
    return json.loads(found) if isinstance(found, str) else found


def items(task, ti):
    """The arguments of every instance of a fan-out. What Jinja fills in the task has been filled when this is called."""
    return [COMMAND(task, filled(task, item)) for item in list_of(task["for_each"], ti)]


def is_day(rule, zone, logical_date=None, dag_run=None, scheduled_only=False, **_):
    """Whether the run's day is one of the rule's; the series begins on 1 January 2025."""
    from dateutil.rrule import rrulestr

    if scheduled_only and not str(dag_run.run_type).lower().endswith("scheduled"):
        return True
    moment = logical_date or getattr(dag_run, "run_after", None) or datetime.now(timezone.utc)
    day = datetime.combine(moment.astimezone(ZoneInfo(zone)).date(), datetime.min.time())
    return bool(rrulestr(rule, dtstart=datetime(2025, 1, 1)).between(day, day, inc=True))


def tell_slack(context):
    from airflow.providers.slack.notifications.slack import send_slack_notification

    run = context["dag_run"]
    failed = [instance for instance in run.get_task_instances() if instance.state == "failed"] if hasattr(run, "get_task_instances") else []
    lines = [f"The DAG {WORKFLOW['dag_id']} failed", f"run {run.run_id}"]
    lines += [f"{instance.task_id}, attempt {instance.try_number}: {instance.log_url}" for instance in failed[:10]]
    lines.append(f"Again: clear the failed tasks, or digital-land trigger {WORKFLOW['dag_id']}")
    send_slack_notification(text="\n".join(lines), channel="#planning-data-alerts", username="Airflow")(context)


def common(task):
    return {
        "task_id": task["task_id"],
        "doc_md": task["doc"] or None,
        "trigger_rule": task["trigger_rule"],
        "retries": task["retries"],
        "retry_delay": timedelta(seconds=task["retry_delay"]),
        "retry_exponential_backoff": task["retry_exponential_backoff"],
        "max_retry_delay": timedelta(seconds=task["max_retry_delay"]),
        "execution_timeout": timedelta(seconds=task["execution_timeout"]),
        "pool": task["pool"],
        "priority_weight": task["priority_weight"],
        "weight_rule": "absolute",
    }


def run(task):
    """A command: one task, or for a fan-out its list, its instances, and what gathers them. Gives the first and the last."""
    operator, arguments = OPERATOR(task)
    arguments = {**common(task), "do_xcom_push": task["is_list"], **arguments}
    if "for_each" not in task:
        one = operator(**arguments, **COMMAND(task, filled(task)))
        return one, one
    listed = PythonOperator(
        **{**common(task), "task_id": task["task_id"] + "-items", "pool": "default_pool"}, python_callable=items, op_kwargs={"task": {name: task[name] for name in ITEM_KEYS}}
    )
    mapped = operator.partial(**{**arguments, "trigger_rule": "all_success"}).expand_kwargs(listed.output)
    # Over an empty list Airflow skips the instances; the fan-out has succeeded all the same.
    gathered = EmptyOperator(task_id=task["task_id"] + "-gathered", trigger_rule="none_failed_min_one_success")
    listed >> mapped
    listed >> gathered
    mapped >> gathered
    return listed, gathered


def workflow(task):
    one = TriggerDagRunOperator(
        **common(task), trigger_dag_id=task["workflow"], conf=task["conf"], wait_for_completion=True, deferrable=True, poke_interval=30
    )
    return one, one


def wait(task):
    target = f"{{{{ (macros.datetime.utcnow() + macros.timedelta(seconds={task['seconds']})).isoformat() ~ '+00:00' }}}}"
    one = DateTimeSensorAsync(**common(task), target_time=target)
    return one, one


def days(task):
    one = ShortCircuitOperator(
        **common(task), python_callable=is_day, op_kwargs={"rule": task["days"], "zone": task["time_zone"]}, ignore_downstream_trigger_rules=False
    )
    return one, one


def param(given):
    schema = {name: given[name] for name in ("type", "enum", "format", "minimum", "maximum") if given.get(name) is not None}
    default = [given["default"]] if "default" in given else []
    return Param(*default, description=given["description"] or None, **schema)


def build():
    schedule = WORKFLOW["schedule"]
    limits = {} if WORKFLOW["max_active_tasks"] is None else {"max_active_tasks": WORKFLOW["max_active_tasks"]}
    dag = DAG(
        dag_id=WORKFLOW["dag_id"],
        description=WORKFLOW["description"],
        schedule=CronTriggerTimetable(schedule["cron"], timezone=schedule["time_zone"]) if schedule else None,
        start_date=datetime(2024, 1, 1, tzinfo=timezone.utc),
        catchup=False,
        is_paused_upon_creation=False,
        max_active_runs=WORKFLOW["max_active_runs"],
        dagrun_timeout=timedelta(seconds=WORKFLOW["timeout"]) if WORKFLOW["timeout"] else None,
        params={given["name"]: param(given) for given in WORKFLOW["params"]},
        render_template_as_native_obj=WORKFLOW["native"],
        on_failure_callback=tell_slack if ENVIRONMENT == "production" else None,
        tags=["digital-land", ENVIRONMENT],
        **limits,
    )
    with dag:
        ends = {}
        for task in WORKFLOW["tasks"]:
            ends[task["task_id"]] = {"run": run, "workflow": workflow, "wait": wait, "days": days}[task["kind"]](task)
        for task in WORKFLOW["tasks"]:
            for need in task["needs"]:
                ends[need][1] >> ends[task["task_id"]][0]
        if schedule and schedule["days"]:
            gate = ShortCircuitOperator(
                task_id="scheduled-days",
                python_callable=is_day,
                op_kwargs={"rule": schedule["days"], "zone": schedule["time_zone"], "scheduled_only": True},
            )
            for task in WORKFLOW["tasks"]:
                if not task["needs"]:
                    gate >> ends[task["task_id"]][0]
    return dag


dag = build()
