namespace DigitalLand.Orchestration.Tests.Definitions.Yaml;

/// <summary>Each wrong definition is refused under its line, in a sentence that says what to do.</summary>
public sealed class ProblemTests
{
    [Theory]
    [InlineData("name: a\ntasks:\n  - {name: a, run: x, retrys: 2}", "3: There is no 'retrys' in a task; did you mean 'retries'?")]
    [InlineData("name: a\nfoo: 1\ntasks: [{name: a, run: x}]", "2: There is no 'foo' in a workflow; there are: ")]
    [InlineData("tasks:\n  - {name: a, run: x}", "1: A workflow needs 'name'.")]
    [InlineData("name: A b\ntasks: [{name: a, run: x}]", "1: 'A b' is no name of a workflow: use lower-case letters, digits, dashes and dots.")]
    [InlineData("name: a", "1: The list 'tasks' holds nothing: give it at least one task, each beginning with '- name:'.")]
    [InlineData("name: a\ntasks:\n  - name: a", "3: A task needs one of run, workflow, wait and days, to say what it does.")]
    [InlineData("name: a\ntasks:\n  - {name: a, run: x, wait: 1m}", "3: A task does one thing: this one has run and wait; make it two tasks.")]
    [InlineData("name: a\ntasks:\n  - {name: a, run: x}\n  - {name: a, run: y}", "4: There are two tasks named 'a'; give each its own name.")]
    [InlineData("name: a\ntasks:\n  - name: b\n    run: x\n    needs: [aa]\n  - {name: aaa, run: x}", "5: The task 'b' needs 'aa', which is no task of this workflow; did you mean 'aaa'?")]
    [InlineData("name: a\ntasks:\n  - {name: b, run: x, needs: c-*}", "3: The task 'b' needs 'c-*', which is no task of this workflow.")]
    [InlineData("name: a\ntasks:\n  - {name: x, run: x, needs: z}\n  - {name: y, run: x, needs: x}\n  - {name: z, run: x, needs: y}", "3: These tasks wait for each other, so none could start: x, z, y. Take one need away.")]
    [InlineData("name: a\ntasks:\n  - {name: x, run: x, needs: x}", "3: These tasks wait for each other, so none could start: x. Take one need away.")]
    [InlineData("name: a\ntasks:\n  - {name: a, run: 'x ${{ parms.b }}'}", "3: There is no value for ${{ parms.b }} here; there are: ")]
    [InlineData("name: a\nparameters: {limit: {type: integer}}\ntasks:\n  - {name: a, run: 'x ${{ params.limt }}'}", "4: There is no value for ${{ params.limt }} here; did you mean 'params.limit'?")]
    [InlineData("name: a\ntasks:\n  - {name: a, run: 'x ${{ item.b }}'}", "3: There is no value for ${{ item.b }} here; ")]
    [InlineData("name: ${{ run.id }}\ntasks: [{name: a, run: x}]", "1: There is no value for ${{ run.id }} here; ")]
    [InlineData("name: a\ntasks:\n  - {name: a, run: 'x ${{ params.b'}", "3: '${{' opens a place with ${{ and does not close it with }}.")]
    [InlineData("name: a\ntasks:\n  - {name: a, run: 'x | y'}", "3: No shell reads a command, so '|' would be an argument; make it two tasks, or quote it if an argument is what you mean.")]
    [InlineData("name: a\ntasks:\n  - {name: a, run: ''}", "3: A command begins with the name of a program, such as digital-land.")]
    [InlineData("name: a\nparameters: {p: {type: text}}\ntasks:\n  - {name: a, run: '${{ params.p }} x'}", "4: A command begins with the name of a program, such as digital-land.")]
    [InlineData("name: a\ntasks:\n  - {name: a, run: x, timeout: 10}", "3: '10' is no length of time such as 90s, 10m, 1h30m or 2d.")]
    [InlineData("name: a\ntasks:\n  - {name: a, run: x, memory: 4GB}", "3: Memory is '4GB'; it takes a whole number of MiB.")]
    [InlineData("name: a\ntasks:\n  - {name: a, run: x, when: any}", "3: When is 'any'; it takes all-success or all-done.")]
    [InlineData("name: a\ntasks:\n  - {name: a, run: x, retries: many}", "3: Retries is 'many'; it takes none, a number up to 100, or numbers by cause.")]
    [InlineData("name: a\ntasks:\n  - {name: a, run: x, retries: {oom: 1}}", "3: There is no 'oom' in a list of retries; ")]
    [InlineData("name: a\ntasks:\n  - {name: a, run: x, for-each: datasets}", "3: A single task is repeated over a list that is known when it runs")]
    [InlineData("name: a\ntasks:\n  - {name: l, run: x}\n  - {name: a, run: x, for-each: {output-of: l}}", "4: The task 'a' is repeated over the output of 'l', so it must need it: add it to 'needs'.")]
    [InlineData("name: a\ntasks:\n  - {name: l, wait: 1m}\n  - {name: a, run: x, needs: l, for-each: {output-of: l}}", "4: The task 'a' is repeated over the output of 'l', which must run one command, once.")]
    [InlineData("name: a\ntasks:\n  - {name: a, run: x, for-each: {values: []}}", "3: A fan-out has one list: ")]
    [InlineData("name: a\ntasks:\n  - {name: a, wait: 1m, short-circuit: true}", "3: Only a command or a day filter can decide")]
    [InlineData("name: a\ntasks:\n  - for-each: organisations\n    tasks: [{name: a, run: x}]", "3: A group is repeated over 'collections' or 'datasets', not 'organisations'.")]
    [InlineData("for-each: things\nname: a\ntasks: [{name: a, run: x}]", "1: A workflow is repeated over 'collections' or 'datasets', not 'things'.")]
    [InlineData("name: a\ntasks:\n  - {name: a, run: x, if: {dataset.name: b}}", "3: A condition asks about 'dataset.name', which has no value here; ")]
    [InlineData("name: a\nif: {environment.nam: b}\ntasks: [{name: a, run: x}]", "2: A condition asks about 'environment.nam', which has no value here; did you mean 'environment.name'?")]
    [InlineData("name: a\ntasks:\n  - {name: a, run: x, if: {environment.name: staging}}", "3: In production conditions leave no task in 'a'; leave out the workflow with 'if' instead.")]
    [InlineData("name: a\nschedule: {cron: 0 0 * *}\ntasks: [{name: a, run: x}]", "2: '0 0 * *' has 4 fields; ")]
    [InlineData("name: a\nschedule: {days: FREQ=HOURLY}\ntasks: [{name: a, run: x}]", "2: A filter of days has FREQ=DAILY, WEEKLY, MONTHLY or YEARLY, not HOURLY.")]
    [InlineData("name: a\nschedule: {cron: 0 0 * * *, time-zone: Mars}\ntasks: [{name: a, run: x}]", "2: There is no time zone 'Mars'; write UTC or a name such as Europe/London.")]
    [InlineData("name: a\nschedule: {}\ntasks: [{name: a, run: x}]", "2: A schedule needs 'cron' or 'days'.")]
    [InlineData("name: a\ndone-by: 8am\ntasks: [{name: a, run: x}]", "2: '8am' is no time of day such as \"08:00\".")]
    [InlineData("name: a\nconcurrency: {runs: 0}\ntasks: [{name: a, run: x}]", "2: Runs is '0'; it takes a whole number of at least 1.")]
    [InlineData("name: a\nparameters:\n  p: {default: 1}\ntasks: [{name: a, run: x}]", "3: The parameter 'p' needs a type: text, integer, number, boolean, choice or date.")]
    [InlineData("name: a\nparameters:\n  p: {type: integer, default: x}\ntasks: [{name: a, run: x}]", "3: The parameter 'p' is 'x'; it takes a whole number.")]
    [InlineData("name: a\nparameters:\n  p: {type: choice}\ntasks: [{name: a, run: x}]", "3: The parameter 'p' offers nothing to choose: list its choices.")]
    [InlineData("name: a\ntasks:\n  - {name: a, run: x, environment: {A-B: c}}", "3: 'A-B' is no name of an environment variable: use letters, digits and underscores.")]
    [InlineData("name: a\ntasks:\n  - &t {name: a, run: x}\n  - *t", "3: Anchors and aliases are not read; ")]
    [InlineData("name: a\n---\nname: b", "1: The file holds several documents; put each into a file of its own.")]
    [InlineData("- a", "1: The file holds no definition: it should begin with a key such as 'name:'.")]
    [InlineData("", "1: The file holds no definition: ")]
    [InlineData("name: a\ntasks: [", "3: This is not YAML: ")]
    [InlineData("name: a\nname: b", "2: This is not YAML: ")]
    public void What_is_wrong_is_told_by_line(string text, string problem) =>
        Assert.StartsWith(problem, Assert.Single(Country.Problems(text)), StringComparison.Ordinal);

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_and_a_template_tells_it_once() =>
        Assert.Equal(
            ["4: When is 'x'; it takes all-success or all-done.", "5: 'y' is no length of time such as 90s, 10m, 1h30m or 2d."],
            Country.Problems("for-each: collections\nname: ${{ collection.name }}\ntasks:\n  - {name: a, run: x, when: x}\n  - {name: b, run: x, timeout: y}"));

    [Theory]
    [InlineData("environments.yaml", "environments: {staging: {}}", "There is no environment 'production' here; there are: staging.")]
    [InlineData("environments.yaml", "environments: {production: {schedule: x}}", "'x' has 1 fields; ")]
    [InlineData("environments.yaml", "environments: {production: {collection: all}}", "There is no 'collection' in an environment; did you mean 'collections'?")]
    [InlineData("collections.yaml", "defaults: {a: 1}\ncollections: {tree: {b: 2}}", "'b' has no default, so other collections would lack it; did you mean 'a'?")]
    [InlineData("collections.yaml", "x", "The file holds no definition: ")]
    public void Without_good_settings_nothing_is_expanded(string file, string text, string problem)
    {
        var read = Country.Read("production", (file, text), ("a.yaml", "name: a\ntasks: [{name: a, run: x}]"));

        Assert.Null(read.Inputs);
        Assert.Empty(read.Files);
        Assert.StartsWith(problem, Assert.Single(read.Problems).Message, StringComparison.Ordinal);
    }
}
