using EvalHarness.Core;

namespace EvalHarness.Prompts;

/// <summary>A message of a prompt: one of its keys.</summary>
/// <param name="System">Template of a system turn.</param>
/// <param name="User">Template of a user's turn.</param>
/// <param name="Assistant">Template of a turn of the model.</param>
/// <param name="History">Field of the sample that holds turns as a JSON list, each <c>{ "role": "user", "content": "..." }</c>.</param>
[Keyword("message")]
public sealed record Message(
    string? System = null,
    string? User = null,
    string? Assistant = null,
    string? History = null
)
{
    /// <summary>Who speaks; null where a field tells.</summary>
    public Role? Role =>
        System is not null ? Core.Role.System
        : User is not null ? Core.Role.User
        : Assistant is not null ? Core.Role.Assistant
        : null;

    /// <summary>The template; null where a field holds the turns.</summary>
    public string? Text => System ?? User ?? Assistant;

    /// <summary>How many of its keys are given; one is right.</summary>
    internal int Given => new[] { System, User, Assistant, History }.Count(text => text is not null);
}
