package dev.easel.request;

import java.util.Optional;

/**
 * The size that a caller asks for, where the caller does.
 *
 * @param width pixels, within the limits
 * @param height pixels, within the limits
 */
record WantedSize(Optional<Integer> width, Optional<Integer> height) {

    /**
     * The size of an image that is made from another.
     *
     * @param natural the size if the caller asks for none; a side that the caller asks for takes the other with it
     * @param limits where the other side has to stay
     */
    Size from(Size natural, SizeLimits limits) {
        if (width.isPresent() == height.isPresent()) {
            return new Size(width.orElse(natural.width()), height.orElse(natural.height()));
        }
        var following = width.isPresent()
                ? limits.nearest(width.orElseThrow(), width.orElseThrow() / natural.aspectRatio())
                : limits.nearest(height.orElseThrow() * natural.aspectRatio(), height.orElseThrow());
        return new Size(width.orElse(following.width()), height.orElse(following.height()));
    }
}
