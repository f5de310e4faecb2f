import Language

extension Vocabulary {
  /// The words of Keras, PyTorch, scikit-learn, NumPy, Python and shells for what commands do.
  static let python = Vocabulary(
    words: surroundings.merging(layers, uniquingKeysWith: first).merging(losses, uniquingKeysWith: first)
      .merging(optimizers, uniquingKeysWith: first).merging(samples, uniquingKeysWith: first)
      .merging(trainings, uniquingKeysWith: first).merging(looks, uniquingKeysWith: first),
    advice: advice, settings: ["seed", "data", "loss", "optimizer", "schedule"],
    implied: ["fit": Implied("batch", "32", besides: "epochs")],
    owners: ["lr": "train", "learning_rate": "train"],
    questions: ["how", "what", "why", "which", "where", "when", "can", "is", "does", "i"],
    compounds: ["data set": "data"])

  private static func first(_ first: String, _ second: String) -> String { first }

  /// What stands around the words that matter.
  private static let surroundings = Dictionary(
    uniqueKeysWithValues: [
      "model", "self", "nn", "torch", "tf", "keras", "layers", "optim", "optimizers", "losses", "np", "numpy", "jax",
      "sklearn", "net", "network", "x", "y", "x_train", "y_train", "x_test", "y_test", "y_pred", "xs", "ys",
      "inputs_train", "functional", "f",
      "parameters", "params", "add", "append", "datasets", "in_features", "out_features", "units", "rate", "p", "in",
      "compile", "random", "true", "sequential", "to", "with", "by", "using", "please", "the", "a", "an", "my", "and",
      "then", "set", "var", "const", "open", "read", "cat", "nbrun", "python", "source", "use", "choose", "create",
      "make", "new", "me", "it", "as", "for", "import", "from",
      "hidden_layer_sizes",
    ].map { ($0, "") })

  private static let layers = [
    "activation": "layer", "activation softmax": "", "dense": "layer affine", "linear": "layer affine",
    "affine": "layer affine",
    "fc": "layer affine", "fully_connected": "layer affine", "fullyconnected": "layer affine",
    "innerproduct": "layer affine", "mlpclassifier": "layer affine", "mlpregressor": "layer affine",
    "layer hidden": "layer affine", "layer output": "layer affine", "layer input": "layer affine",
    "logistic": "layer sigmoid", "leakyrelu": "layer leaky_relu", "batchnorm1d": "layer batch_norm",
    "batchnormalization": "layer batch_norm", "batchnorm": "layer batch_norm", "bias": "biases",
    "kernel_initializer": "weights", "bias_initializer": "biases", "glorot_uniform": "xavier",
    "glorot_normal": "xavier", "he_normal": "he", "he_uniform": "he", "kaiming": "he",
  ]

  private static let losses = [
    "criterion": "loss", "mseloss": "loss mse", "mean_squared_error": "loss mse", "meansquarederror": "loss mse",
    "squared": "loss mse", "l2loss": "loss mse", "mse_loss": "loss mse", "loss l2": "loss mse",
    "bceloss": "loss binary_cross_entropy", "bcewithlogitsloss": "loss binary_cross_entropy",
    "binarycrossentropy": "loss binary_cross_entropy", "binary_crossentropy": "loss binary_cross_entropy",
    "loss logistic": "loss binary_cross_entropy", "log_loss": "loss binary_cross_entropy",
    "crossentropyloss": "loss softmax_cross_entropy", "crossentropy": "loss softmax_cross_entropy",
    "categoricalcrossentropy": "loss softmax_cross_entropy", "ce": "loss softmax_cross_entropy",
    "categorical_crossentropy": "loss softmax_cross_entropy", "cce": "loss softmax_cross_entropy",
    "sparse_categorical_crossentropy": "loss softmax_cross_entropy", "nll": "loss softmax_cross_entropy",
    "nllloss": "loss softmax_cross_entropy", "loss softmax": "loss softmax_cross_entropy",
  ]

  private static let optimizers = [
    "adamw": "optimizer adam", "gd": "optimizer sgd", "gradient_descent": "optimizer sgd", "opt": "optimizer",
    "momentum": "optimizer momentum", "weight_decay": "l2", "steplr": "schedule step",
    "exponentiallr": "schedule exponential", "cosineannealinglr": "schedule cosine", "gradient_clip": "clip",
    "max_norm": "clip",
  ]

  private static let samples = [
    "dataset": "data", "load_digits": "data digits 1000", "make_moons": "data moons",
    "make_circles": "data circles",
    "make_blobs": "data blobs", "read_csv": "data csv", "loadtxt": "data csv", "genfromtxt": "data csv",
    "n_samples": "", "centers": "classes", "n_classes": "classes", "standardscaler": "normalize standard",
    "fit_transform": "normalize standard", "minmaxscaler": "normalize minmax", "normalise": "normalize",
    "scale": "normalize", "standardize": "normalize standard", "zscore": "normalize standard",
    "train_test_split": "split", "test_size": "test", "validation_split": "split test", "manual_seed": "seed",
    "set_seed": "seed", "random_state": "seed", "default_rng": "seed", "double": "precision float64",
    "float": "precision float32",
    "single": "precision float32", "precision 32": "precision float32", "precision 64": "precision float64",
  ]

  private static let trainings = [
    "fit": "train", "learn": "train", "iterations": "steps", "iters": "steps", "times": "steps", "num_epochs": "epochs",
    "n_epochs": "epochs", "epoch": "epochs", "max_iter": "steps", "num_steps": "steps", "start": "train", "go": "train",
    "batch_size": "batch", "batchsize": "batch", "minibatch": "batch", "dataloader": "batch", "eta": "lr",
    "learning rate": "lr", "batch size": "batch", "teach": "train",
    "alpha": "lr", "learning_rate_init": "lr", "at": "lr", "earlystopping": "train", "save as": "save",
    "save model": "save", "load model": "load",
    "to_csv": "save", "savez": "save", "save_weights": "save", "export": "save", "load_weights": "load",
    "save_file": "save", "load_file": "load", "safe_open": "load", "load_model": "load", "load_state_dict": "load",
    "load notebook": "run", "load data": "data", "load weights": "load",
  ]

  private static let looks = [
    "data set": "data", "set lr": "lr", "set learning": "lr", "set learning_rate": "lr", "set seed": "seed",
    "set batch": "batch",
    "set batch_size": "batch", "set optimizer": "optimizer", "set loss": "loss", "set digits": "digits",
    "set precision": "precision", "set epochs": "epochs", "set data": "data",
    "print": "show", "summary": "show model", "evaluate": "show loss", "item": "show loss", "score": "show accuracy",
    "accuracy_score": "show accuracy", "get_weights": "show weights", "state_dict": "show weights",
    "grad": "show gradients", "grads": "show gradients", "head": "show data", "confusion_matrix": "show confusion",
    "weight": "weights", "show w": "show weights", "show b": "show biases", "show layers": "show model",
    "show layer": "show model", "show network": "show model", "show net": "show model", "show param": "show weights",
    "show parameters": "show weights", "show error": "show loss", "show mse": "show loss",
    "show losses": "show loss", "plot losses": "plot loss", "plot decision_boundary": "plot boundary",
    "plot confusion_matrix": "plot confusion",
    "plot learning_curve": "plot loss", "plot loss_curve": "plot loss", "plot model": "plot network",
    "plot errors": "show errors", "loss test": "test_loss",
    "plot history": "plot loss", "accuracy test": "test_accuracy", "test loss": "test_loss",
    "test accuracy": "test_accuracy", "rmse test": "test_rmse", "mae test": "test_mae", "r2 test": "test_r2",
    "test rmse": "test_rmse", "test mae": "test_mae", "test r2": "test_r2", "r2_score": "show r2",
    "r_squared": "show r2", "rsquared": "show r2", "show r": "show r2", "show determination": "show r2",
    "mean_absolute_error": "show mae", "root_mean_squared_error": "show rmse", "r2_score y_test": "show test_r2",
    "mean_absolute_error y_test": "show test_mae", "misclassified": "show errors", "show misclassified": "show errors",
    "show mistakes": "show errors", "show wrong": "show errors", "top_losses": "show worst",
    "plot_top_losses": "show worst", "show hardest": "show worst", "show outliers": "show worst",
    "show input": "show data", "show inputs": "show data",
    "show target": "show data", "show targets": "show data", "show row": "show data row", "show dataset": "show data",
    "show x": "show data", "show lr": "show history", "show y": "show data", "show acc": "show accuracy",
    "show grads": "show gradients", "show delta": "show deltas", "show z": "show preactivations",
    "show preactivation": "show preactivations", "gradcheck": "check gradients", "check_grad": "check gradients",
    "show optimizer": "history", "predict row": "show predictions row", "len": "show data",
    "print x_train": "show data", "print y_train": "show data", "print x": "show data",
    "print y": "show data",
    "evaluate x_test": "show test_loss", "evaluate test": "show test_loss", "score x_test": "show test_accuracy",
    "accuracy_score y_test": "show test_accuracy", "predict x_test": "show predictions test",
    "predict x_train": "show predictions", "predict x": "show predictions", "predict test": "show predictions test",
    "print x_test": "show data test", "picture": "data",
    "imshow": "show data", "matshow": "show data", "imshow x_train": "show data", "imshow x": "show data",
    "imshow x_test": "show data test",
    "classification_report": "show confusion", "confusionmatrixdisplay": "show confusion",
    "from_predictions": "show confusion",
    "draw": "plot", "argmax": "", "history": "history", "exit": "quit", "q": "quit", "wq": "quit", "bye": "quit",
    "man": "help",
    "info": "help", "describe": "help", "?": "help",
  ]
}
