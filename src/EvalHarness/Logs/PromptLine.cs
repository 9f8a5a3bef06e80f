using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>A line of <c>prompts.jsonl</c>.</summary>
internal sealed class PromptLine
{
    public string Prompt { get; set; } = "";
    public TurnLine[] Turns { get; set; } = [];

    public static PromptLine From(Prompt prompt) =>
        new() { Prompt = prompt.Hash, Turns = [.. prompt.Turns.Select(TurnLine.From)] };

    public Prompt ToPrompt() => new([.. Turns.Select(turn => turn.ToTurn())], Prompt);
}

/// <summary>A turn, as written.</summary>
internal sealed class TurnLine
{
    public string Role { get; set; } = "";
    public string Text { get; set; } = "";
    public ImageLine[]? Images { get; set; }

    public static TurnLine From(Turn turn) =>
        new()
        {
            Role = Word(turn.Role),
            Text = turn.Text,
            Images = ImageLine.From(turn.Images),
        };

    public Turn ToTurn() => new(Parse(Role), Text) { Images = ImageLine.Read(Images) };

    public static string Word(Role role) =>
        role switch
        {
            Core.Role.System => "system",
            Core.Role.User => "user",
            Core.Role.Assistant => "assistant",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public static Role Parse(string word) =>
        word switch
        {
            "system" => Core.Role.System,
            "user" => Core.Role.User,
            "assistant" => Core.Role.Assistant,
            _ => throw new FormatException("an unknown role"),
        };
}
