using System.Collections.Immutable;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using Spectre.Console;

namespace EvalHarness.Cli;

/// <summary>Where a verb writes: results to standard output, progress and faults to standard error.</summary>
internal sealed class Terminal
{
    private readonly TextWriter output;
    private readonly TextWriter errors;

    /// <summary>The real console, or writers given by a test.</summary>
    /// <param name="output">Takes results; standard output by default.</param>
    /// <param name="errors">Takes progress and faults; standard error by default.</param>
    public Terminal(TextWriter? output = null, TextWriter? errors = null)
    {
        this.output = output ?? Console.Out;
        this.errors = errors ?? Console.Error;
        Out = Create(this.output, output is null && !Console.IsOutputRedirected);
        Err = Create(this.errors, errors is null && !Console.IsErrorRedirected);
        IsInteractive = errors is null && !Console.IsErrorRedirected && !IsPlain;
    }

    /// <summary>Rich text to standard output.</summary>
    public IAnsiConsole Out { get; }

    /// <summary>Rich text to standard error.</summary>
    public IAnsiConsole Err { get; }

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

    private static bool IsPlain =>
        string.Equals(Environment.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal);

    /// <summary>Writes a line to standard output; in JSON, what a terminal would obey stands as its escape, which means the same.</summary>
    /// <param name="text">The line.</param>
    public void Write(string text) => output.WriteLine(VisibleText.Of(text));

    /// <summary>Writes a sentence to standard output: on a terminal its words wrap, in a pipe it stays one line.</summary>
    /// <param name="text">The sentence.</param>
    public void Say(string text)
    {
        if (Out.Profile.Capabilities.Ansi)
        {
            Out.WriteLine(text);
        }
        else
        {
            Write(text);
        }
    }

    /// <summary>Writes a line to standard error.</summary>
    /// <param name="text">The line.</param>
    public void Note(string text) => errors.WriteLine(VisibleText.Of(text));

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

    private static IAnsiConsole Create(TextWriter writer, bool isTerminal)
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
        console.Pipeline.Attach(new VisibleOutput());
        if (!isTerminal)
        {
            // A pipe has no width: wide enough that no row of a table is broken.
            console.Profile.Width = 160;
        }

        return console;
    }
}
