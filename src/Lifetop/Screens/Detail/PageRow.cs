using System;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Detail;

/// <summary>A safe text at a column, in the colours of a role.</summary>
internal readonly record struct Piece(int X, string Text, Role Role, bool Strong = false);

/// <summary>One row of a page: pieces of ours, and output of the worker between them.</summary>
internal sealed class PageRow
{
    private Piece[] _pieces = new Piece[4];
    private int _count;

    public StyledText? Output { get; init; }

    /// <summary>Where the output begins.</summary>
    public int OutputX { get; init; }

    /// <summary>The column behind its last letter.</summary>
    public int OutputEnd { get; init; }

    public PageRow Add(int x, string text, Role role, bool strong = false)
    {
        if (text.Length == 0)
            return this;
        if (_count == _pieces.Length)
        {
            // Not Array.Resize, which would be compiled on the spot for an array of our own.
            var more = new Piece[_count + 4];
            Array.Copy(_pieces, more, _count);
            _pieces = more;
        }
        _pieces[_count++] = new Piece(x, text, role, strong);
        return this;
    }

    public void Draw(Canvas canvas, int y, Scheme scheme, char cut)
    {
        Output?.Draw(canvas, OutputX, y, scheme[Role.Text], scheme.HasColors);
        if (OutputEnd > canvas.Width)
            canvas.Write(canvas.Width - 1, y, cut, scheme[Role.Faint]);
        for (int i = 0; i < _count; i++)
        {
            ref var piece = ref _pieces[i];
            canvas.Write(piece.X, y, piece.Text, piece.Strong ? scheme.Strong(piece.Role) : scheme[piece.Role]);
        }
    }
}
