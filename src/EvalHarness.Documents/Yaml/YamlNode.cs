using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Yaml;

/// <summary>A part of a document that somebody wrote, with its place.</summary>
/// <param name="At">Where it starts.</param>
public abstract record YamlNode(Location At)
{
    /// <summary>Nodes in this part, itself included, with aliases counted as often as they are used.</summary>
    internal virtual int Weight => 1;

    /// <summary>Levels of this part, itself included.</summary>
    internal virtual int Height => 1;

    /// <summary>What it is, in words for a message: <c>a list</c>.</summary>
    internal abstract string Describe();
}

/// <summary>How a value is written.</summary>
public enum YamlStyle
{
    /// <summary>Without quotes: the only style in which YAML sees more than text.</summary>
    Plain,

    /// <summary>In single quotes, where a backslash is a backslash.</summary>
    SingleQuoted,

    /// <summary>In double quotes, where a backslash escapes.</summary>
    DoubleQuoted,

    /// <summary>As a block after <c>|</c> or <c>&gt;</c>.</summary>
    Block,
}

/// <summary>A single value.</summary>
/// <param name="Text">The value, with variables unresolved.</param>
/// <param name="Style">How it is written.</param>
/// <param name="At">Where it starts.</param>
public sealed record YamlScalar(string Text, YamlStyle Style, Location At) : YamlNode(At)
{
    /// <summary>Whether it stands without quotes.</summary>
    public bool IsPlain => Style == YamlStyle.Plain;

    /// <summary>Where the text itself starts: after the quote, or on the line below the sign of a block.</summary>
    internal Location TextAt { get; init; } = At;

    /// <summary>Where a character of the text stands, as far as its style lets one tell.</summary>
    /// <param name="index">Index of the character.</param>
    internal Location Locate(int index)
    {
        var before = Text.AsSpan(0, index);
        int lines = before.Count('\n');
        return Style == YamlStyle.Block || lines == 0
            ? TextAt with
            {
                Line = TextAt.Line + lines,
                Column = TextAt.Column + index - (before.LastIndexOf('\n') + 1),
            }
            : At;
    }

    /// <summary>Whether nothing is written, or one of the words for it.</summary>
    public bool IsNull => IsPlain && Text is ("" or "~" or "null" or "Null" or "NULL");

    internal override string Describe() => IsNull ? "nothing" : Wording.Quote(Text);
}

/// <summary>A list.</summary>
/// <param name="Items">The items, in order.</param>
/// <param name="At">Where it starts.</param>
public sealed record YamlSequence(ImmutableArray<YamlNode> Items, Location At) : YamlNode(At)
{
    internal override int Weight { get; } = 1 + Items.Sum(item => item.Weight);

    internal override int Height { get; } = 1 + (Items.IsEmpty ? 0 : Items.Max(item => item.Height));

    internal override string Describe() => "a list";
}

/// <summary>Keys with values.</summary>
/// <param name="Entries">The entries, in order; no key twice.</param>
/// <param name="At">Where it starts.</param>
public sealed record YamlMapping(ImmutableArray<YamlEntry> Entries, Location At) : YamlNode(At)
{
    /// <summary>The entry of a key; null when it is not there.</summary>
    /// <param name="key">The key as it is written, without quotes.</param>
    public YamlEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key);

    internal override int Weight { get; } = 1 + Entries.Sum(entry => entry.Value.Weight);

    internal override int Height { get; } = 1 + (Entries.IsEmpty ? 0 : Entries.Max(entry => entry.Value.Height));

    internal override string Describe() => "a mapping";
}

/// <summary>One key with its value.</summary>
/// <param name="Key">The key as it is written, without quotes.</param>
/// <param name="KeyAt">Where the key stands.</param>
/// <param name="Value">What stands under the key.</param>
public sealed record YamlEntry(string Key, Location KeyAt, YamlNode Value)
{
    /// <summary>Whether the key is not written: the value stands for the whole mapping.</summary>
    internal bool IsImplied => KeyAt == Value.At;
}
