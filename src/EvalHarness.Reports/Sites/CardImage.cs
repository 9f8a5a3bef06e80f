using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Reports.Sites;

/// <summary>
/// The picture that stands beside a link to the site: the leader of each suite as its interval, drawn here pixel by pixel, so that
/// equal runs give equal bytes and no font or drawing library is needed. It has no words: those stand beside it.
/// </summary>
internal static class CardImage
{
    private const int Width = 1200;
    private const int Height = 630;
    private const int Most = 8;

    private static readonly ImmutableArray<(byte Red, byte Green, byte Blue)> Palette =
    [
        (0xF6, 0xF6, 0xF3),
        (0xFF, 0xFF, 0xFF),
        (0xDC, 0xDF, 0xE3),
        (0xE9, 0xEB, 0xEE),
        (0x0A, 0x68, 0x68),
        (0x3D, 0x4F, 0xA1),
        (0x5C, 0x63, 0x6D),
        (0xCE, 0xE1, 0xE1),
        (0xD8, 0xDC, 0xEC),
        (0xDE, 0xE0, 0xE2),
        (0x18, 0x1C, 0x21),
    ];

    public static void Write(Stream stream, ImmutableArray<SuiteHistory> suites)
    {
        byte[] pixels = new byte[Width * Height];
        Fill(pixels, 60, 50, Width - 120, Height - 100, 2);
        Fill(pixels, 62, 52, Width - 124, Height - 104, 1);
        (TaskFacts Task, ScoreFacts Score)[] leaders =
        [
            .. suites
                .Where(suite => suite.Leader is not null)
                .Select(suite => (suite.Tasks[0], suite.Leader!))
                .Take(Most),
        ];
        int room = (Height - 180) / Math.Max(1, leaders.Length);
        for (int tick = 0; tick <= 4; tick++)
        {
            Fill(pixels, At(tick / 4.0), 90, 2, Height - 180, 3);
        }

        foreach (var (place, leader) in leaders.Index())
        {
            Row(pixels, 90 + (place * room) + (room / 2), Math.Min(26, room / 2), leader.Task, leader.Score);
        }

        Png.Write(stream, Width, Height, pixels, Palette);
    }

    private static void Row(byte[] pixels, int middle, int thickness, TaskFacts task, ScoreFacts score)
    {
        var scale = TrackScale.Of(task, task.Board);
        double Share(double value) => Math.Clamp((value - scale.Low) / (scale.High - scale.Low), 0, 1);
        int kind = score.Kind switch
        {
            ModelKind.Custom => 0,
            ModelKind.General => 1,
            _ => 2,
        };
        int end = At(Share(score.Value!.Value));
        Fill(pixels, At(0), middle - (thickness / 2), end - At(0), thickness, (byte)(7 + kind));
        if (score is { Low: { } low, High: { } high })
        {
            Fill(
                pixels,
                At(Share(low)),
                middle - (thickness / 2),
                At(Share(high)) - At(Share(low)),
                thickness,
                (byte)(4 + kind)
            );
        }

        Fill(pixels, end - 3, middle - thickness, 6, thickness * 2, 10);
    }

    private static int At(double share) => 130 + (int)Math.Round(share * (Width - 260));

    private static void Fill(byte[] pixels, int left, int top, int width, int height, byte colour)
    {
        for (int y = Math.Max(0, top); y < Math.Min(Height, top + height); y++)
        {
            int from = Math.Clamp(left, 0, Width);
            pixels.AsSpan((y * Width) + from, Math.Clamp(left + width, from, Width) - from).Fill(colour);
        }
    }
}
