using System.Text.Json;

namespace DigitalLand.Collection.Collect.Plugins;

/// <summary>
/// The <c>parameters</c> of an endpoint: a JSON object of whole numbers. What cannot be understood is told in the log, and the plugin's
/// defaults hold, all of them, as in the reference.
/// </summary>
internal static class PluginParameters
{
    /// <param name="endpoint">Whose parameters.</param>
    /// <param name="log">Told what is wrong with them.</param>
    /// <param name="minima">The names that the plugin knows, with the least value of each.</param>
    /// <returns>Those that are set.</returns>
    public static IReadOnlyDictionary<string, int> Read(Endpoint endpoint, FetchLog log, IReadOnlyDictionary<string, int> minima)
    {
        var none = new Dictionary<string, int>(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(endpoint.Parameters))
        {
            return none;
        }

        try
        {
            using var document = JsonDocument.Parse(endpoint.Parameters);
            var values = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (!minima.TryGetValue(member.Name, out var minimum) || member.Value.ValueKind != JsonValueKind.Number
                    || !member.Value.TryGetInt32(out var value) || value < minimum)
                {
                    log.Warning = $"The parameter {member.Name} of {member.Value.GetRawText()} is not one of "
                        + string.Join(", ", minima.Select(known => $"{known.Key} (at least {known.Value})")) + ": the defaults are used.";
                    return none;
                }

                values[member.Name] = value;
            }

            return values;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            log.Warning = $"The parameters '{endpoint.Parameters}' are not a JSON object: the defaults are used.";
            return none;
        }
    }
}
