using Spectre.Console;
using Spectre.Console.Rendering;

namespace EvalHarness.Cli;

/// <summary>Sees that nothing from data or models reaches a terminal as a command: every text is made visible, our own codes stay.</summary>
/// <param name="shown">Makes a text visible.</param>
/// <param name="wraps">Whether sentences wrap; in a pipe each stays one line, so that it can be searched for.</param>
internal sealed class VisibleOutput(Func<string, string> shown, bool wraps) : IRenderHook
{
    private const int Endless = 1_000_000;

    /// <inheritdoc/>
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) =>
        renderables.Select(one => new Shown(one, shown, wraps, one is Markup or Text or Paragraph));

    private sealed class Shown(IRenderable inner, Func<string, string> shown, bool wraps, bool isSentence) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
            isSentence
                ? WithoutBlankEnds(inner.Render(options, wraps ? maxWidth : Endless).Select(Visible))
                : inner.Render(options, maxWidth).Select(Visible);

        /// <summary>The space at which a sentence wraps stays out of the line that it ends.</summary>
        private static IEnumerable<Segment> WithoutBlankEnds(IEnumerable<Segment> segments)
        {
            var blanks = new List<Segment>();
            foreach (var segment in segments)
            {
                string text = segment.IsLineBreak || segment.IsControlCode ? segment.Text : segment.Text.TrimEnd(' ');
                if (!segment.IsLineBreak && text.Length > 0)
                {
                    foreach (var blank in blanks)
                    {
                        yield return blank;
                    }
                }

                if (segment.IsLineBreak || text.Length > 0)
                {
                    blanks.Clear();
                    yield return text.Length < segment.Text.Length ? new Segment(text, segment.Style) : segment;
                }

                if (text.Length < segment.Text.Length)
                {
                    blanks.Add(new Segment(segment.Text[text.Length..], segment.Style));
                }
            }

            foreach (var blank in blanks)
            {
                yield return blank;
            }
        }

        private Segment Visible(Segment segment) =>
            segment.IsControlCode || segment.IsLineBreak || shown(segment.Text) is var text && text == segment.Text
                ? segment
                : new Segment(text, segment.Style);
    }
}
