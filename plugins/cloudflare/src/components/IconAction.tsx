import { ButtonIcon, Tooltip, TooltipTrigger } from '@backstage/ui';

/** A button without words, which are its tooltip and its name. */
export function IconAction(props: {
  icon: JSX.Element;
  label: string;
  isPending?: boolean;
  onPress: () => void;
}) {
  const { icon, isPending, label, onPress } = props;
  return (
    <TooltipTrigger>
      <ButtonIcon
        size="small"
        variant="tertiary"
        icon={icon}
        aria-label={label}
        isPending={isPending}
        onPress={onPress}
      />
      <Tooltip>{label}</Tooltip>
    </TooltipTrigger>
  );
}
