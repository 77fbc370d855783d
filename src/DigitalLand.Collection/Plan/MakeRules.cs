using DigitalLand.Core.Text;

namespace DigitalLand.Collection.Plan;

/// <summary>
/// The plan as rules for make: <c>collection/pipeline.mk</c>, which the collections' makefiles include. The text is the
/// reference's <c>pipeline_makerules</c>, line for line.
/// </summary>
public static class MakeRules
{
    /// <summary>Writes the rules; the last line has no end.</summary>
    public static void Write(TransformPlan plan, TextWriter output)
    {
        foreach (var dataset in plan.Datasets)
        {
            Write(dataset, output);
            output.Write("\n\n");
        }

        output.Write(plan.Datasets.Count == 0 ? "\n\nDATASETS=" : "DATASETS=");
        foreach (var dataset in plan.Datasets)
        {
            output.Write($"\\\n\t$(DATASET_DIR){dataset.Dataset}.sqlite3");
        }
    }

    private static void Write(DatasetPlan plan, TextWriter output)
    {
        var variable = plan.Dataset.ToUpperInvariant().Replace('-', '_');
        output.Write($"{variable}_DATASET=$(DATASET_DIR){plan.Dataset}.csv\n{variable}_TRANSFORMED_FILES=");
        foreach (var task in plan.Tasks)
        {
            output.Write($"\\\n    {Target(task)}");
        }

        output.Write('\n');
        foreach (var task in plan.Tasks)
        {
            var resource = task.IsRedirected ? $"--resource '{task.Resource}' " : "";
            output.Write($"\n{Target(task)}: {PythonPath.Of(task.Path)}\n");
            output.Write($"\t$(call run-pipeline, --endpoints '{string.Join(' ', task.Endpoints)}' --organisations '{string.Join(' ', task.Organisations)}' --entry-date '{task.EntryDate}' {resource})\n");
        }

        output.Write($"\n$({variable}_DATASET): $({variable}_TRANSFORMED_FILES)\n\t$(build-dataset)\n");
        output.Write($"\ntransformed:: $({variable}_TRANSFORMED_FILES)\n\ndataset:: $({variable}_DATASET)\n");
    }

    private static string Target(TransformTask task) => $"$(TRANSFORMED_DIR){task.Dataset}/{task.Resource}.csv";
}
