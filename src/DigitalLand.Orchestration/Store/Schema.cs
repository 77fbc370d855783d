namespace DigitalLand.Orchestration.Store;

/// <summary>
/// The tables. Every query of a loop goes through an index over what is under way only, so that a million ended tasks cost it nothing.
/// </summary>
internal static class Schema
{
    public const string Step1 = """
        create table definition (
            version text primary key,
            workflow text not null,
            content text not null,
            created_at bigint not null
        );
        create table workflow (
            name text primary key,
            version text not null
        );
        create table run (
            id {identity},
            workflow text not null,
            definition text not null,
            state text not null,
            trigger text not null,
            parameters text not null,
            date text not null,
            priority bigint not null,
            exclusive text,
            most_runs bigint not null,
            most_tasks bigint,
            scheduled_for bigint,
            done_by bigint,
            created_at bigint not null,
            started_at bigint,
            ended_at bigint,
            end_by bigint,
            decide_at bigint,
            parent_task bigint,
            parent_start bigint,
            backfill bigint,
            note text
        );
        create unique index run_schedule on run (workflow, scheduled_for) where trigger = 'schedule';
        create unique index run_child on run (parent_task, parent_start) where parent_task is not null;
        create unique index run_exclusive on run (exclusive) where exclusive is not null and state in ('running', 'cancelling', 'timing-out');
        create index run_queued on run (priority desc, id) where state = 'queued';
        create index run_active on run (workflow, most_runs) where state in ('running', 'cancelling', 'timing-out');
        create index run_decide on run (decide_at) where decide_at is not null;
        create index run_recent on run (workflow, id);
        create index run_backfill on run (backfill) where backfill is not null;
        create index run_ended on run (ended_at) where ended_at is not null;
        create index run_late on run (done_by) where done_by is not null and ended_at is null;
        create table task (
            id {identity},
            run bigint not null,
            name text not null,
            item bigint not null,
            value text,
            state text not null,
            closed bigint not null default 0,
            pending bigint,
            priority bigint not null default 0,
            worker text not null default 'any',
            pool text,
            memory bigint not null default 0,
            cpu bigint not null default 0,
            work text,
            due_at bigint not null default 0,
            queued_at bigint,
            starts bigint not null default 0,
            retries text not null default '',
            attempt bigint,
            output text,
            cause text,
            note text,
            started_at bigint,
            ended_at bigint
        );
        create unique index task_name on task (run, name, item);
        create index task_state on task (run, name, state);
        create index task_queue on task (priority desc, due_at, id, run, pool, worker, queued_at) where state = 'queued';
        create index task_running on task (pool) where state = 'running';
        create index task_busy on task (run) where state in ('running', 'child');
        create table attempt (
            id {identity},
            task bigint not null,
            number bigint not null,
            state text not null,
            worker bigint not null,
            started_at bigint not null,
            ended_at bigint,
            process bigint,
            cause text,
            exit_code bigint,
            note text,
            log text,
            tail text,
            cpu_ms bigint,
            peak_memory bigint,
            late_at bigint,
            late_state text
        );
        create index attempt_task on attempt (task);
        create index attempt_running on attempt (worker) where state = 'running';
        create table worker (
            id {identity},
            name text not null,
            host text not null,
            process bigint not null,
            class text not null,
            slots bigint not null,
            memory bigint not null,
            memory_used bigint not null default 0,
            cpu_used bigint not null default 0,
            state text not null,
            beat bigint not null default 0,
            beat_at bigint not null,
            started_at bigint not null,
            ended_at bigint
        );
        create index worker_active on worker (state) where ended_at is null;
        create table pool (
            name text primary key,
            slots bigint not null
        );
        create table schedule (
            workflow text primary key,
            definition text not null,
            rule text not null,
            next_at bigint,
            last_at bigint,
            is_paused bigint not null default 0,
            note text
        );
        create table backfill (
            id {identity},
            workflow text not null,
            first_date text not null,
            last_date text not null,
            parameters text not null,
            most_runs bigint not null,
            created_at bigint not null
        );
        create table alert (
            id {identity},
            topic text not null,
            class text not null,
            kind text not null,
            run bigint,
            task text,
            title text not null,
            body text not null,
            created_at bigint not null,
            resolved_at bigint,
            send_at bigint,
            sent_at bigint,
            tries bigint not null default 0,
            send_note text
        );
        create index alert_topic on alert (topic);
        create index alert_unsent on alert (send_at) where send_at is not null
        """;

    /// <summary>How far an attempt is, as its process last said.</summary>
    public const string Step2 = "alter table attempt add column progress text";
}
