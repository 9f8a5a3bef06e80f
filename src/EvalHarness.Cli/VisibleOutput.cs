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
        renderables.Select(one => new Shown(one, shown, wraps || one is not (Markup or Text or Paragraph)));

    private sealed class Shown(IRenderable inner, Func<string, string> shown, bool wraps) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
            inner.Render(options, wraps ? maxWidth : Endless).Select(Visible);

        private Segment Visible(Segment segment) =>
            segment.IsControlCode || segment.IsLineBreak || shown(segment.Text) is var text && text == segment.Text
                ? segment
                : new Segment(text, segment.Style);
    }
}
