using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Serialization;

namespace DigitalLand.Orchestration.Alerts;

/// <summary>Where messages go.</summary>
/// <param name="Webhook">Slack's incoming webhook.</param>
/// <param name="AlertChannel">For alerts.</param>
/// <param name="NotificationChannel">For notifications.</param>
/// <param name="Console">Address of the console, for links; null where there is none.</param>
public sealed record SlackOptions(Uri Webhook, string AlertChannel = "#planning-data-alerts", string NotificationChannel = "#planning-data-notifications", string? Console = null);

/// <summary>
/// Sends what the book has unsent: all that has gathered in one message a class, tried again with growing waits while Slack does not take it. It runs beside everything else and nothing
/// waits for it.
/// </summary>
public sealed class SlackSender(AlertBook book, HttpClient http, SlackOptions options, TimeProvider clock)
{
    /// <summary>One message names so many; the others are counted.</summary>
    private const int MostShown = 5;

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <returns>How many messages were sent.</returns>
    public async Task<int> SendAsync(CancellationToken cancel)
    {
        var sent = 0;
        foreach (var @class in new[] { AlertClass.Alert, AlertClass.Notification })
        {
            if (await book.TakeUnsentAsync(@class, Lease, cancel) is { Count: > 0 } alerts)
            {
                sent += await SendAsync(@class, alerts, cancel) ? 1 : 0;
            }
        }

        return sent;
    }

    /// <summary>Slack reads three characters as markup; what came from providers' files must not be read so.</summary>
    internal static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    private async Task<bool> SendAsync(AlertClass @class, List<AlertRecord> alerts, CancellationToken cancel)
    {
        string problem;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(Lease / 2);
            var message = new SlackMessage(@class == AlertClass.Alert ? options.AlertChannel : options.NotificationChannel, "Digital Land", Text(alerts));
            using var response = await http.PostAsJsonAsync(options.Webhook, message, SlackJson.Default.SlackMessage, limit.Token);
            if (response.IsSuccessStatusCode)
            {
                await book.SentAsync(alerts.Select(alert => alert.Id), cancel);
                return true;
            }

            problem = $"Slack answered {(int)response.StatusCode}.";
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            problem = $"Slack was not reached: {error.Message}";
        }

        var tries = alerts.Max(alert => alert.Tries) + 1;
        var wait = TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, 15 * Math.Pow(2, Math.Min(tries - 1, 10))));
        await book.NotSentAsync(alerts.Select(alert => alert.Id), clock.GetUtcNow() + wait, problem, cancel);
        return false;
    }

    private string Text(List<AlertRecord> alerts)
    {
        var text = new StringBuilder();
        if (alerts.Count > MostShown)
        {
            text.Append(alerts.Count).Append(" things happened: ")
                .AppendJoin(", ", alerts.GroupBy(alert => alert.Kind).Select(group => $"{group.Count()} {Store.Words.Word(group.Key)}"))
                .Append(".\n");
        }

        foreach (var alert in alerts.Take(MostShown))
        {
            text.Append('*').Append(Escape(alert.Title)).Append("*\n").Append(Escape(alert.Body)).Append('\n');
            if (options.Console is { } console && alert.Run is { } run)
            {
                text.Append('<').Append(console.TrimEnd('/')).Append("/runs/").Append(run).Append(">\n");
            }
        }

        if (alerts.Count > MostShown)
        {
            text.Append("and ").Append(alerts.Count - MostShown).Append(" more: digital-land doctor");
        }

        return text.ToString().TrimEnd();
    }
}

internal sealed record SlackMessage(string Channel, string Username, string Text);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SlackMessage))]
internal sealed partial class SlackJson : JsonSerializerContext;
