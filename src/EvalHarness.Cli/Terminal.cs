using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using Spectre.Console;

namespace EvalHarness.Cli;

/// <summary>Where a verb writes: results to standard output, progress and faults to standard error.</summary>
internal sealed class Terminal
{
    /// <summary>A pipe has no width of its own: a log is read by people too, and programs take <c>--json</c>.</summary>
    private const int PipeWidth = 120;

    private const int LeastWidth = 20;

    private readonly TextWriter output;
    private readonly TextWriter errors;

    /// <summary>The real console, or writers given by a test.</summary>
    /// <param name="output">Takes results; standard output by default.</param>
    /// <param name="errors">Takes progress and faults; standard error by default.</param>
    /// <param name="width">Characters in a line; that of COLUMNS, of the terminal, or 120 by default.</param>
    public Terminal(TextWriter? output = null, TextWriter? errors = null, int? width = null)
    {
        this.output = output ?? Console.Out;
        this.errors = errors ?? Console.Error;
        int? asked = width ?? Columns(Environment.GetEnvironmentVariable("COLUMNS"));
        Out = Create(this.output, output is null && !Console.IsOutputRedirected, asked);
        Err = Create(this.errors, errors is null && !Console.IsErrorRedirected, asked);
        IsInteractive = errors is null && !Console.IsErrorRedirected && !IsDumb;
    }

    /// <summary>Rich text to standard output.</summary>
    public IAnsiConsole Out { get; }

    /// <summary>Rich text to standard error.</summary>
    public IAnsiConsole Err { get; }

    /// <summary>Whether tables are lists, and pictures words: for those who hear what is written.</summary>
    public bool IsPlain { get; set; }

    /// <summary>Whether what we draw and write is made of ASCII characters alone; names from data stay as they are.</summary>
    public bool IsAscii { get; set; }

    /// <summary>Whether progress may be redrawn in place.</summary>
    public bool IsInteractive { get; }

    /// <summary>Whether a person sits there who can answer a question.</summary>
    public bool CanAsk => IsInteractive && !Console.IsInputRedirected;

    /// <summary>Asks a person; anything but y or yes is no.</summary>
    /// <param name="question">The question.</param>
    public bool Confirm(string question)
    {
        errors.Write($"{VisibleText.Of(question)} [y/N] ");
        return Console.In.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    /// <summary>Asks a person for a word; empty for what was proposed, null where the input has ended.</summary>
    /// <param name="question">The question.</param>
    public string? Ask(string question)
    {
        errors.Write($"{VisibleText.Of(question)}: ");
        return Console.In.ReadLine()?.Trim();
    }

    private static bool IsDumb =>
        string.Equals(Environment.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal);

    /// <summary>Writes a line to standard output; in JSON, what a terminal would obey stands as its escape, which means the same.</summary>
    /// <param name="text">The line.</param>
    public void Write(string text) => output.WriteLine(Shown(text));

    /// <summary>Writes a sentence to standard output: on a terminal its words wrap, in a pipe it stays one line.</summary>
    /// <param name="text">The sentence.</param>
    public void Say(string text) => Out.WriteLine(text);

    /// <summary>Writes a sentence to standard error: on a terminal its words wrap, in a pipe it stays one line.</summary>
    /// <param name="text">The sentence.</param>
    public void Note(string text) => Err.WriteLine(text);

    /// <summary>Writes the notes of one kind to standard error, a line each.</summary>
    /// <param name="notes">The notes of an evaluation.</param>
    /// <param name="kind">The kind.</param>
    public void Note(ImmutableArray<EvaluationNote> notes, NoteKind kind)
    {
        foreach (var note in notes.Where(note => note.Kind == kind))
        {
            Note(note.Text);
        }
    }

    private string Shown(string text) => IsAscii ? Ascii.Of(VisibleText.Of(text)) : VisibleText.Of(text);

    private static int? Columns(string? variable) =>
        int.TryParse(variable, NumberStyles.None, CultureInfo.InvariantCulture, out int columns)
        && columns >= LeastWidth
            ? columns
            : null;

    private IAnsiConsole Create(TextWriter writer, bool isTerminal, int? width)
    {
        bool colours = !isTerminal || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(writer),
                Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
                ColorSystem = colours ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
                Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            }
        );
        console.Pipeline.Attach(new VisibleOutput(Shown, wraps: isTerminal || width is not null));
        int? set = isTerminal ? width : width ?? PipeWidth;
        if (set is { } columns)
        {
            console.Profile.Width = columns;
        }

        return console;
    }
}
