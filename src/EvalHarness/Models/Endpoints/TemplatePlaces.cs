using System.Collections.Frozen;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Models.Wire;
using EvalHarness.Yaml;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Endpoints;

/// <summary>What stands for the places of a template in one request.</summary>
/// <param name="messages">The turns.</param>
/// <param name="options">The settings, and the request that they are about; null for none.</param>
/// <param name="model">Name of the model, for messages.</param>
/// <param name="hasSystem">Whether the template has a place of its own for the system turn.</param>
internal sealed class TemplatePlaces(
    IReadOnlyList<ChatMessage> messages,
    ChatOptions? options,
    string model,
    bool hasSystem
)
{
    /// <summary>The question: all turns, but the system's where that has a place of its own.</summary>
    public const string Prompt = "prompt";

    /// <summary>The system turn.</summary>
    public const string System = "system";

    /// <summary>All turns as a list of <c>role</c> and <c>content</c>.</summary>
    public const string Messages = "messages";

    /// <summary>Id of the sample.</summary>
    public const string Id = "id";

    /// <summary>Settings that a template may have a place for, by its name.</summary>
    public static FrozenDictionary<string, GenerationSetting> Settings { get; } =
        Enum.GetValues<GenerationSetting>()
            .Where(setting => setting != GenerationSetting.Extra)
            .ToFrozenDictionary(Scalars.EnumWord, StringComparer.Ordinal);

    /// <summary>All names that are no fields of a sample.</summary>
    public static IReadOnlyCollection<string> Names { get; } =
    [Prompt, System, Messages, Id, .. Settings.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether a place shows nothing of what is asked: an id, a setting, the system turn.</summary>
    /// <param name="name">Its name.</param>
    public static bool IsNoQuestion(string name) => name is Id or System || Settings.ContainsKey(name);

    private readonly Dictionary<string, JsonElement> settings = GenerationValues
        .Of(ChatRequestWriter.GenerationOf(options))
        .ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal);

    private readonly Request? request = options.FindRequest();

    /// <summary>The value of a place; null where the request has none: a setting that is not given, a system turn that is not there.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ModelException">It names a field that the sample lacks.</exception>
    public JsonElement? Find(string name) =>
        name switch
        {
            Prompt => Text(messages.Where(turn => !hasSystem || turn.Role != ChatRole.System)),
            System => messages.Any(turn => turn.Role == ChatRole.System)
                ? Text(messages.Where(turn => turn.Role == ChatRole.System))
                : null,
            Messages => JsonSerializer.SerializeToElement(
                messages.Select(turn => new Dictionary<string, string>
                {
                    ["role"] = turn.Role.Value,
                    ["content"] = turn.Text,
                })
            ),
            Id => request is null ? null : JsonSerializer.SerializeToElement(request.Sample.Id),
            _ when Settings.ContainsKey(name) => settings.TryGetValue(name, out var value) ? value : null,
            _ => JsonSerializer.SerializeToElement(
                LocalAnswer.FieldOf(
                    request?.Sample.Fields ?? new Dictionary<string, string>(StringComparer.Ordinal),
                    name,
                    model
                )
            ),
        };

    private static JsonElement Text(IEnumerable<ChatMessage> turns) =>
        JsonSerializer.SerializeToElement(string.Join("\n\n", turns.Select(turn => turn.Text)));
}
