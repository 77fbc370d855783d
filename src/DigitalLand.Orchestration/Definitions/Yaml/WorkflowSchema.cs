namespace DigitalLand.Orchestration.Definitions.Yaml;

/// <summary>The JSON schema of a definition file: for editors, and for checking a definition without this program.</summary>
public static class WorkflowSchema
{
    public static string Read()
    {
        using var stream = typeof(WorkflowSchema).Assembly.GetManifestResourceStream("workflow.schema.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
