"""From a checkpoint to the folder that Easel serves, with the goldens that prove it."""
